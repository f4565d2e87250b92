import {
  enrol,
  giveRole,
  memoryStore,
  newIdentity,
  Practice,
  readFile,
  SealedCache,
  sendAll,
  setCouncil,
  splitPending,
} from '@vaiti/client';
import { cacheKeyOf, type FileId, type PrincipalId } from '@vaiti/core';
import { onEachStore } from './each-store.ts';
import { median, perSecond } from './figures.ts';
import { measureSplitting } from './limits/splitting.ts';
import { type BenchPractice, entropy, foundOn, newFile, noteDraft } from './practice.ts';
import { type Line, lineOf, type Report, type StoreKind } from './report.ts';
import type { StorePlace } from './stores.ts';

export interface CouncilOptions {
  readonly stores: readonly StoreKind[];
  /** How often the council changes. */
  readonly runs: number;
  /** Files whose key is split, and entries in each, the descriptor counted. */
  readonly files: number;
  readonly entries: number;
  readonly onProgress: (what: string) => void;
}

const OFFICERS = 5;
const THRESHOLD = 3;
/** Files of a whole chain of practices, for the estimate. */
const CHAIN = 40_000;

async function fill({ practice }: BenchPractice, options: CouncilOptions): Promise<FileId> {
  let last: FileId | undefined;
  for (let i = 0; i < options.files; i++) {
    const { file, writer } = await newFile(practice);
    for (let n = 1; n < options.entries; n++) await writer.add(noteDraft(n));
    await sendAll(practice, writer.take());
    last = file;
  }
  if (last === undefined) throw new Error('no file');
  return last;
}

async function newOfficers({ practice }: BenchPractice): Promise<PrincipalId[]> {
  const officers: PrincipalId[] = [];
  for (let i = 0; i < OFFICERS; i++) {
    const officer = await newIdentity(entropy);
    await enrol(practice, officer);
    await giveRole(practice, officer.id, 'break-glass-officer', null);
    officers.push(officer.id);
  }
  return officers;
}

/** The same member on a device that holds no file yet. */
function elsewhere({ practice }: BenchPractice): Promise<Practice> {
  const { member } = practice;
  const cache = new SealedCache(memoryStore(), cacheKeyOf(member.identity), entropy, 'bench/');
  return Practice.open({ ...member, cache });
}

/** A council is set: seconds until every file's key is split among it. */
async function splitting(
  bench: BenchPractice,
  officers: readonly PrincipalId[],
  files: number,
): Promise<number> {
  await setCouncil(bench.practice, THRESHOLD, officers);
  const device = await elsewhere(bench);
  const began = performance.now();
  const split = await splitPending(device);
  const took = (performance.now() - began) / 1000;
  if (split !== files) throw new Error('not every file was split');
  return took;
}

/** Bare crypto of the same, in seconds. */
async function bareOf(
  { practice }: BenchPractice,
  file: FileId,
  at: { readonly files: number; readonly rotates: boolean },
): Promise<number> {
  const { identity } = practice.member;
  const opened = await readFile(practice, { file, as: identity.id, purpose: 'care' });
  const amount = { ...at, officers: OFFICERS };
  return (await measureSplitting(opened, identity, amount)) / 1000;
}

interface Measured {
  readonly what: string;
  readonly seconds: readonly number[];
  readonly bare: readonly number[];
}

function linesOf(
  { bare, seconds, what }: Measured,
  about: { readonly files: number; readonly store: StoreKind },
): Line[] {
  const { files, store } = about;
  const rates = seconds.map((one) => perSecond(files, one * 1000));
  return [
    lineOf(what, { runs: seconds, unit: 's', store, limit: { what: 's', value: median(bare) } }),
    lineOf('  rate', { runs: rates, unit: 'files/s', store }),
    lineOf(`  estimate for ${CHAIN.toLocaleString('en')} files`, {
      runs: rates.map((rate) => CHAIN / rate / 60),
      unit: 'min',
      store,
    }),
    lineOf('  limit: bare crypto', { runs: bare, unit: 's', store }),
  ];
}

async function measure(options: CouncilOptions, store: StorePlace): Promise<readonly Line[]> {
  const { entries, files, onProgress, runs } = options;
  const bench = await foundOn(store);
  try {
    onProgress(`${store.kind}: writing ${String(files)} files`);
    const file = await fill(bench, options);
    const officers = await newOfficers(bench);
    onProgress(`${store.kind}: first council`);
    const first = await splitting(bench, officers, files);
    const firstBare = await bareOf(bench, file, { files, rotates: false });
    const again: number[] = [];
    const againBare: number[] = [];
    for (let run = 0; run < runs; run++) {
      onProgress(`${store.kind}: council ${String(run + 1)} of ${String(runs)}`);
      again.push(await splitting(bench, officers, files));
      againBare.push(await bareOf(bench, file, { files, rotates: true }));
    }
    const amount = `${String(files)} files of ${String(entries)} entries`;
    const about = { files, store: store.kind };
    return [
      ...linesOf({ what: `first split, ${amount}`, seconds: [first], bare: [firstBare] }, about),
      ...linesOf({ what: `re-split, ${amount}`, seconds: again, bare: againBare }, about),
    ];
  } finally {
    await bench.server.stop();
  }
}

/** A council is set and changed: until every file's key is split among it, against the bare crypto. */
export async function benchCouncil(options: CouncilOptions): Promise<Report> {
  const { entries, files, runs } = options;
  const notes = [
    `${String(THRESHOLD)} of ${String(OFFICERS)} officers, on a device that holds no file: each is fetched whole and verified`,
    'first split: an entry that carries it; re-split: a new epoch, so that old shares open nothing',
    'bare crypto: one HPKE seal and one signature a share; for a new epoch its wraps and grant',
    'the estimate is for one client on this machine; those who hold the files share the work',
  ];
  const report = {
    benchmark: 'council',
    settings: { runs, files, entries, officers: OFFICERS, threshold: THRESHOLD },
    notes,
  } as const;
  return onEachStore(report, options.stores, (store) => measure(options, store));
}
