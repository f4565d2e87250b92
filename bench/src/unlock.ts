import {
  createApi,
  type Credentials,
  listFiles,
  memberOf,
  memoryStore,
  newSecretKey,
  Practice,
  readFiles,
  sendAll,
  setPassword,
  settleWays,
  signIn,
} from '@vaiti/client';
import { onEachStore } from './each-store.ts';
import { median } from './figures.ts';
import { startStretching } from './limits/stretching.ts';
import { type BenchPractice, entropy, foundOn, newFile, noteDraft } from './practice.ts';
import { type Line, lineOf, type Report, type StoreKind } from './report.ts';
import type { StorePlace } from './stores.ts';

export interface UnlockOptions {
  readonly stores: readonly StoreKind[];
  /** Rounds; the stretching alone is measured in each. */
  readonly rounds: number;
  /** Files whose keys are opened. */
  readonly files: number;
  /** Notes in each. */
  readonly notes: number;
  readonly onProgress: (what: string) => void;
}

/** Beside the stretching of the password. */
const AIM_MS = 2000;
/** Rounds before the clock counts. */
const WARM = 1;

/** From the password to the opened keys of every file, on a device that remembers nothing. */
async function unlockOnce(url: string, credentials: Credentials, files: number): Promise<number> {
  const api = createApi({ baseUrl: url, fetch });
  const around = { api, store: memoryStore(), entropy, now: Date.now };
  const began = performance.now();
  const practice = await Practice.open(memberOf(await signIn(api, credentials), around));
  await settleWays(practice);
  const lines = await listFiles(practice);
  const requests = lines.map(({ file, as }) => ({ file, as, purpose: 'caseload' as const }));
  const opened = await readFiles(practice, requests);
  const took = performance.now() - began;
  if (opened.length !== files) throw new Error('not every file was opened');
  await api.call('signOut', {}, practice.member.token);
  return took;
}

async function fill({ practice }: BenchPractice, options: UnlockOptions): Promise<void> {
  for (let i = 0; i < options.files; i++) {
    const { writer } = await newFile(practice);
    for (let note = 0; note < options.notes; note++) await writer.add(noteDraft(note));
    await sendAll(practice, writer.take());
  }
}

async function measure(options: UnlockOptions, store: StorePlace): Promise<readonly Line[]> {
  const { files, onProgress, rounds } = options;
  const bench = await foundOn(store);
  try {
    onProgress(`${store.kind}: writing ${String(files)} files`);
    await fill(bench, options);
    const password = 'another password of the benchmark';
    const secretKey = newSecretKey(entropy);
    await setPassword(bench.practice, { password, secretKey });
    const stretch = await startStretching();
    const unlocks: number[] = [];
    const stretches: number[] = [];
    for (let round = -WARM; round < rounds; round++) {
      const took = await unlockOnce(bench.server.url, { secretKey, password }, files);
      const alone = stretch();
      if (round < 0) continue;
      onProgress(`${store.kind}: round ${String(round + 1)} of ${String(rounds)}`);
      unlocks.push(took);
      stretches.push(alone);
    }
    return linesOf(store.kind, files, unlocks, stretches);
  } finally {
    await bench.server.stop();
  }
}

function linesOf(
  store: StoreKind,
  files: number,
  unlocks: readonly number[],
  stretches: readonly number[],
): readonly Line[] {
  const unit = 'ms';
  const alone = median(stretches);
  const beside = unlocks.map((took) => Math.max(0, took - alone));
  const limit = { what: 'ms', value: alone };
  return [
    lineOf(`unlock, ${String(files)} files, password to keys`, {
      runs: unlocks,
      unit,
      store,
      limit,
    }),
    lineOf('  beside the stretching', {
      runs: beside,
      unit,
      store,
      aim: { says: `< ${String(AIM_MS)} ms`, met: median(beside) < AIM_MS },
    }),
    lineOf('  stretching of the password alone', { runs: stretches, unit, store }),
  ];
}

/** From password to the keys of a caseload, beside the deliberate stretching of the password. */
export function benchUnlock(options: UnlockOptions): Promise<Report> {
  const { files, notes, rounds, stores } = options;
  const remarks = [
    'a device that remembers nothing: sign-in, roster, list of files, each file fetched, verified and its keys opened',
    'the stretching (Argon2id in OPAQUE) is measured alone after each round and its median is subtracted',
  ];
  const settings = { rounds, files, notes };
  return onEachStore({ benchmark: 'unlock', settings, notes: remarks }, stores, (store) =>
    measure(options, store),
  );
}
