import { careRecordSchema } from '@vaiti/care';
import { openRecords, readFile, sendAll } from '@vaiti/client';
import { encodeCbor, type FileId, type Grant, signRead } from '@vaiti/core';
import { onEachStore } from './each-store.ts';
import { median, percentile } from './figures.ts';
import { measureOpening, type Opening } from './limits/opening.ts';
import { startPlain } from './limits/plain.ts';
import { type BenchPractice, entropy, foundOn, newFile, noteDraft } from './practice.ts';
import { type Line, lineOf, type Report, type StoreKind } from './report.ts';
import type { StorePlace } from './stores.ts';

export interface OpenOptions {
  readonly stores: readonly StoreKind[];
  /** Rounds of each; ours and its limits take turns. */
  readonly rounds: number;
  /** Notes in the file, its descriptor not counted. */
  readonly entries: number;
  readonly onProgress: (what: string) => void;
}

/** Aims of the speed section. */
const AIM_MS = 150;
const AIM_TIMES = 3;
/** Rounds before the clock counts: code gets warm, connections open. */
const WARM = 5;

async function fillFile({ practice }: BenchPractice, entries: number): Promise<FileId> {
  const { file, writer } = await newFile(practice);
  for (let i = 1; i < entries; i++) await writer.add(noteDraft(i));
  await sendAll(practice, writer.take());
  return file;
}

/** From request to verified, decrypted, parsed; milliseconds. Nothing is taken from the cache. */
async function openOnce({ practice }: BenchPractice, file: FileId, count: number): Promise<number> {
  const as = practice.member.identity.id;
  const began = performance.now();
  const opened = await readFile(practice, { file, as, purpose: 'care' }, { fresh: true });
  const records = await openRecords(opened, careRecordSchema);
  const took = performance.now() - began;
  if (records.length !== count) throw new Error('not every record was opened');
  return took;
}

/** The reply as the server gives it, and its one grant. */
async function replyOf(
  { practice }: BenchPractice,
  file: FileId,
): Promise<{ bytes: Uint8Array; grant: Grant }> {
  const { member } = practice;
  const { api, identity, token } = member;
  const as = identity.id;
  const plan = { practice: member.practice, file, as, from: 0, to: 2 ** 40 };
  const why = { purpose: 'care', time: member.now() } as const;
  const read = await signRead(identity, { ...plan, ...why }, entropy);
  const reply = await api.call('read', { reads: [read] }, token);
  const [outcome] = reply.outcomes;
  const grant = outcome?.outcome === 'released' ? outcome.reply.grants[0] : undefined;
  if (grant === undefined) throw new Error('the file was not released');
  return { bytes: encodeCbor(reply), grant };
}

async function openingOf(bench: BenchPractice, file: FileId, grant: Grant): Promise<Opening> {
  const { identity } = bench.practice.member;
  const as = identity.id;
  const opened = await readFile(bench.practice, { file, as, purpose: 'care' }, { fresh: true });
  const { entries } = opened.file;
  return { entries, keys: opened.keys, author: identity.keys.sign, reader: identity, grant };
}

async function measure(options: OpenOptions, store: StorePlace): Promise<readonly Line[]> {
  const { entries, onProgress, rounds } = options;
  const bench = await foundOn(store);
  try {
    onProgress(`${store.kind}: writing a file of ${String(entries)} entries`);
    const file = await fillFile(bench, entries);
    const { bytes, grant } = await replyOf(bench, file);
    const opening = await openingOf(bench, file, grant);
    const plain = await startPlain(store.folder, bytes);
    const ours: number[] = [];
    const fetches: number[] = [];
    const bare: number[] = [];
    try {
      for (let round = -WARM; round < rounds; round++) {
        const taken = [
          await openOnce(bench, file, entries),
          await plain.fetch(),
          await measureOpening(opening),
        ] as const;
        if (round < 0) continue;
        onProgress(`${store.kind}: round ${String(round + 1)} of ${String(rounds)}`);
        ours.push(taken[0]);
        fetches.push(taken[1]);
        bare.push(taken[2]);
      }
    } finally {
      await plain.stop();
    }
    return linesOf({ store: store.kind, entries, bytes: bytes.length, ours, fetches, bare });
  } finally {
    await bench.server.stop();
  }
}

function linesOf(measured: {
  readonly store: StoreKind;
  readonly entries: number;
  readonly bytes: number;
  readonly ours: readonly number[];
  readonly fetches: readonly number[];
  readonly bare: readonly number[];
}): readonly Line[] {
  const { bare, bytes, entries, fetches, ours, store } = measured;
  const unit = 'ms';
  const p50 = median(ours);
  const sum = median(fetches) + median(bare);
  const size = `${String(Math.round(bytes / 1024))} KB`;
  const p95 = { runs: [percentile(ours, 0.95)], unit, store };
  return [
    lineOf(`open, ${String(entries)} entries, p50`, {
      runs: ours,
      unit,
      store,
      aim: { says: `< ${String(AIM_MS)} ms`, met: p50 < AIM_MS },
    }),
    lineOf(`open, ${String(entries)} entries, p95`, p95),
    lineOf('  beside plain fetch + bare crypto', {
      runs: ours,
      unit,
      store,
      limit: { what: 'ms', value: sum },
      aim: { says: `< ${String(AIM_TIMES)} x`, met: p50 < AIM_TIMES * sum },
    }),
    lineOf(`  limit: plain fetch of ${size}`, { runs: fetches, unit, store }),
    lineOf('  limit: bare crypto', { runs: bare, unit, store }),
  ];
}

/** A file from request to verified, decrypted, parsed, against a plain fetch and the bare crypto. */
export function benchOpen(options: OpenOptions): Promise<Report> {
  const { entries, rounds, stores } = options;
  const notes = [
    'the whole file is fetched each time; the first rounds are not counted',
    'plain fetch: the same bytes from a bare HTTP server in a process of its own. Bare crypto: the grant opened, each signature checked, each key unwrapped, each body decrypted',
  ];
  return onEachStore({ benchmark: 'open', settings: { rounds, entries }, notes }, stores, (store) =>
    measure(options, store),
  );
}
