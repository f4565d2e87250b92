import { setTimeout as sleep } from 'node:timers/promises';
import { foundSmallPractice, ServerProcess } from '@vaiti/testkit';
import type { Print } from '../output/print.ts';
import { table } from '../output/table.ts';
import { optionsOf } from '../output/words.ts';
import { freshSchema } from '../postgres.ts';
import { Writer } from './writer.ts';

export type StoreName = 'sqlite' | 'postgres';

export interface CrashOptions {
  readonly print: Print;
  readonly kills: number;
  readonly stores: readonly StoreName[];
  /** PostgreSQL URL, where `stores` has it. */
  readonly database?: string | undefined;
  /** Clients at work; 16 by default. */
  readonly clients?: number;
}

const storeSets: Readonly<Record<string, readonly StoreName[]>> = {
  sqlite: ['sqlite'],
  postgres: ['postgres'],
  both: ['sqlite', 'postgres'],
};

const usual = { kills: 50 };

/**
 * Words after `drill crash`. Both stores where there is a database, the embedded one otherwise.
 * Undefined when the words are none of its options, or when they need a database and there is none.
 */
export function parseCrashOptions(
  args: readonly string[],
  hasDatabase: boolean,
): Pick<CrashOptions, 'kills' | 'stores'> | undefined {
  const words = optionsOf(args, { kills: { type: 'string' }, store: { type: 'string' } });
  const kills = Number(words?.kills ?? usual.kills);
  const stores = storeSets[words?.store ?? (hasDatabase ? 'both' : 'sqlite')];
  if (words === undefined || !Number.isSafeInteger(kills) || kills < 1) return undefined;
  if (stores === undefined || (stores.includes('postgres') && !hasDatabase)) return undefined;
  return { kills, stores };
}

/** What came of one store. */
export interface CrashResult {
  readonly store: StoreName;
  readonly kills: number;
  readonly appended: number;
  readonly reads: number;
  /** Acknowledged entries that are gone. */
  readonly lost: number;
  readonly gaps: number;
  /** Codes of refusals by the client's own checks after a restart. */
  readonly refusals: readonly string[];
  /** Milliseconds from the start of the process until it listens. */
  readonly slowest: number;
  readonly seconds: number;
}

/** Milliseconds from the first acknowledgement under load until the server is killed. */
const LIVES = [0, 400] as const;
/** Milliseconds after which it is killed even if it has acknowledged nothing. */
const LONGEST = 10_000;

/**
 * Kills the server again and again under load and holds it to what it acknowledged. Resolves to 0
 * when nothing was lost on any store, 1 otherwise.
 */
export async function crashDrill(options: CrashOptions): Promise<number> {
  const { print, stores } = options;
  const results: CrashResult[] = [];
  for (const store of stores) results.push(await crashStore(store, options));
  const titles = [
    'store',
    'kills',
    'acknowledged',
    'reads',
    'lost',
    'gaps',
    'refused',
    'slowest',
    'time',
  ];
  const rows = results.map((r) => [
    r.store,
    String(r.kills),
    String(r.appended),
    String(r.reads),
    String(r.lost),
    String(r.gaps),
    r.refusals.length === 0 ? '0' : r.refusals.join(' '),
    `${String(Math.round(r.slowest))} ms`,
    `${r.seconds.toFixed(0)} s`,
  ]);
  print('');
  print(
    table(
      titles.map((title, i) => ({ title, align: i === 0 ? 'left' : 'right' })),
      rows,
    ),
  );
  const sound = results.every((r) => r.lost + r.gaps + r.refusals.length === 0);
  print(
    sound
      ? 'Every acknowledged entry is there, every chain verifies, every ledger fits what was pinned.'
      : 'LOST OR BROKEN: see the table.',
  );
  return sound ? 0 : 1;
}

async function crashStore(store: StoreName, options: CrashOptions): Promise<CrashResult> {
  const { database, print, kills } = options;
  const usesPostgres = store === 'postgres';
  if (usesPostgres && database === undefined) throw new RangeError('no database for this store');
  const own =
    usesPostgres && database !== undefined ? await freshSchema(database, 'vaiti_crash') : undefined;
  const at = own === undefined || database === undefined ? {} : { database, schema: own.schema };
  const server = await ServerProcess.start(at);
  try {
    print(`${store}: ${String(kills)} kills under the load of clients that write and read …`);
    return await killAgainAndAgain(server, store, options);
  } finally {
    await server.dispose();
    await own?.drop();
  }
}

async function killAgainAndAgain(
  server: ServerProcess,
  store: StoreName,
  { kills, print, clients = 16 }: CrashOptions,
): Promise<CrashResult> {
  const began = performance.now();
  const practice = await foundSmallPractice({ url: server.url, setupToken: server.setupToken() });
  const writers: Writer[] = [];
  for (let i = 0; i < clients; i++) {
    const who = i % 2 === 0 ? 'therapist' : 'colleague';
    writers.push(await Writer.open(practice, who, 1 + (i % 4)));
  }
  const refusals: string[] = [];
  let [lost, gaps, slowest] = [0, 0, 0];
  for (let kill = 1; kill <= kills; kill++) {
    await oneLife(server, writers, refusals);
    const start = performance.now();
    await server.start();
    slowest = Math.max(slowest, performance.now() - start);
    const found = await checkAll(writers, refusals);
    lost += found.lost;
    gaps += found.gaps;
    if (kill % 10 === 0) print(`  ${String(kill)} kills, ${String(sum(writers))} acknowledged`);
  }
  await settle(writers, refusals);
  const reads = writers.reduce((n, writer) => n + writer.read, 0);
  const appended = sum(writers);
  const seconds = (performance.now() - began) / 1000;
  return { store, kills, appended, reads, lost, gaps, refusals, slowest, seconds };
}

function sum(writers: readonly Writer[]): number {
  return writers.reduce((n, writer) => n + writer.appended, 0);
}

/** Lets everybody work, kills the server at some moment, and waits until all have noticed. */
async function oneLife(
  server: ServerProcess,
  writers: readonly Writer[],
  refusals: string[],
): Promise<void> {
  let over = false;
  const before = sum(writers);
  const until = performance.now() + LONGEST;
  const working = writers.map((writer) => writer.work(() => over).catch(noting(refusals)));
  const [least, most] = LIVES;
  while (sum(writers) === before && performance.now() < until) await sleep(5);
  await sleep(least + Math.random() * (most - least));
  await server.kill();
  over = true;
  await Promise.all(working);
}

async function checkAll(
  writers: readonly Writer[],
  refusals: string[],
): Promise<{ readonly lost: number; readonly gaps: number }> {
  let [lost, gaps] = [0, 0];
  const check = async (writer: Writer): Promise<void> => {
    const found = await writer.check();
    lost += found.lost;
    gaps += found.gaps;
    await writer.ledger();
    await writer.prepare();
  };
  await Promise.all(writers.map((writer) => check(writer).catch(noting(refusals))));
  return { lost, gaps };
}

const SETTLE_TRIES = 40;

/** Every promised leaf must come into the ledger's checkpoint. */
async function settle(writers: readonly Writer[], refusals: string[]): Promise<void> {
  const one = async (writer: Writer): Promise<void> => {
    for (let i = 0; i < SETTLE_TRIES; i++) {
      if ((await writer.ledger()) === 0) return;
      await sleep(250);
    }
    refusals.push('ledger-leaf-missing');
  };
  await Promise.all(writers.map((writer) => one(writer).catch(noting(refusals))));
}

/** Keeps the code of a refusal; what has none is told by its name. */
function noting(refusals: string[]): (error: unknown) => void {
  return (error) => {
    const coded = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    refusals.push(coded ?? (error instanceof Error ? error.name : 'unknown'));
  };
}
