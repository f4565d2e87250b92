import {
  enrol,
  leave,
  memoryStore,
  newIdentity,
  Practice,
  readFile,
  rotatePending,
  SealedCache,
  sendAll,
  shareFile,
} from '@vaiti/client';
import { cacheKeyOf, type FileId } from '@vaiti/core';
import { onEachStore } from './each-store.ts';
import { median } from './figures.ts';
import { measureRotating } from './limits/rotating.ts';
import { type BenchPractice, entropy, foundOn, newFile, noteDraft } from './practice.ts';
import { type Line, lineOf, type Report, type StoreKind } from './report.ts';
import type { StorePlace } from './stores.ts';

export interface RotateOptions {
  readonly stores: readonly StoreKind[];
  /** How often somebody leaves. */
  readonly runs: number;
  /** Files that they could open, and entries in each, the descriptor counted. */
  readonly files: number;
  readonly entries: number;
  readonly onProgress: (what: string) => void;
}

/** Aim of the speed section, in seconds. */
const AIM = 10;

async function fill({ practice }: BenchPractice, options: RotateOptions): Promise<FileId[]> {
  const made: FileId[] = [];
  for (let i = 0; i < options.files; i++) {
    const { file, writer } = await newFile(practice);
    for (let n = 1; n < options.entries; n++) await writer.add(noteDraft(n));
    await sendAll(practice, writer.take());
    made.push(file);
  }
  return made;
}

/** The same member on a device that holds no file yet. */
function elsewhere({ practice }: BenchPractice): Promise<Practice> {
  const { member } = practice;
  const cache = new SealedCache(memoryStore(), cacheKeyOf(member.identity), entropy, 'bench/');
  return Practice.open({ ...member, cache });
}

/** Somebody joins and gets every file, then leaves: seconds until every file is re-sealed. */
async function leaving(bench: BenchPractice, files: readonly FileId[]): Promise<number> {
  const { practice } = bench;
  const as = practice.member.identity.id;
  const leaver = await newIdentity(entropy);
  await enrol(practice, leaver);
  for (const file of files) {
    const opened = await readFile(practice, { file, as, purpose: 'care' });
    await shareFile(practice, opened, { reader: leaver.id, scope: 'root' });
  }
  await leave(practice, leaver.id);
  const device = await elsewhere(bench);
  const began = performance.now();
  const rotated = await rotatePending(device);
  const took = (performance.now() - began) / 1000;
  if (rotated !== files.length) throw new Error('not every file was rotated');
  return took;
}

async function measure(options: RotateOptions, store: StorePlace): Promise<readonly Line[]> {
  const { entries, onProgress, runs } = options;
  const bench = await foundOn(store);
  try {
    onProgress(`${store.kind}: writing ${String(options.files)} files`);
    const files = await fill(bench, options);
    const { identity } = bench.practice.member;
    const ours: number[] = [];
    const bare: number[] = [];
    for (let run = 0; run < runs; run++) {
      onProgress(`${store.kind}: leaver ${String(run + 1)} of ${String(runs)}`);
      ours.push(await leaving(bench, files));
      const [file] = files;
      if (file === undefined) throw new Error('no file');
      const as = identity.id;
      const opened = await readFile(bench.practice, { file, as, purpose: 'care' });
      const amount = { files: files.length, readers: 1 };
      bare.push((await measureRotating(opened, identity, amount)) / 1000);
    }
    const amount = `${String(files.length)} files of ${String(entries)} entries`;
    const about = { runs: ours, unit: 's', store: store.kind } as const;
    return [
      lineOf(`rotate, ${amount}`, {
        ...about,
        aim: { says: `< ${String(AIM)} s`, met: median(ours) < AIM },
      }),
      lineOf('  beside bare crypto', { ...about, limit: { what: 's', value: median(bare) } }),
      lineOf('  limit: bare crypto', { ...about, runs: bare }),
    ];
  } finally {
    await bench.server.stop();
  }
}

/** Somebody leaves who could open many files: until all are re-sealed, against the bare crypto. */
export async function benchRotate(options: RotateOptions): Promise<Report> {
  const { entries, files, runs } = options;
  const notes = [
    'on a device that holds no file: each is fetched whole, verified, re-sealed and stored',
    'bare crypto: each entry key unwrapped and wrapped again, one HPKE seal and one signature a file',
  ];
  const report = { benchmark: 'rotate', settings: { runs, files, entries }, notes } as const;
  return onEachStore(report, options.stores, (store) => measure(options, store));
}
