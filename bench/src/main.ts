import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCouncil } from './council.ts';
import { benchImport } from './import.ts';
import { benchKeep } from './keep.ts';
import { benchOpen } from './open.ts';
import { benchRotate } from './rotate.ts';
import { benchUnlock } from './unlock.ts';
import { type Report, saveReport, type StoreKind, tableOf } from './report.ts';

/*
 * npm run bench -- keep|open|import|rotate|unlock|council [--store sqlite|postgres|both] [--seconds N] [--runs N]
 *                                   [--rounds N] [--json FILE]
 * Prints a table and writes the figures as JSON, by default to bench/results/.
 */

const usage =
  'bench keep|open|import|rotate|unlock|council [--store sqlite|postgres|both] [--seconds N] [--runs N] [--rounds N] [--json FILE]\n';

const benchmarks = ['keep', 'open', 'import', 'rotate', 'unlock', 'council'] as const;
type Benchmark = (typeof benchmarks)[number];

interface Wish {
  readonly benchmark: Benchmark;
  readonly stores: readonly StoreKind[];
  readonly seconds: number;
  readonly runs: number;
  readonly rounds: number;
  readonly json: string | undefined;
}

function positive(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

/** What is asked for, or undefined when it cannot be understood. */
function wishOf(args: readonly string[]): Wish | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      store: { type: 'string', default: 'both' },
      seconds: { type: 'string', default: '1.5' },
      runs: { type: 'string', default: '5' },
      rounds: { type: 'string', default: '60' },
      json: { type: 'string' },
    },
  });
  const benchmark = benchmarks.find((one) => one === positionals[0]);
  const stores = {
    sqlite: ['sqlite'],
    postgres: ['postgres'],
    both: ['sqlite', 'postgres'],
  } as const;
  const chosen = Object.hasOwn(stores, values.store)
    ? stores[values.store as keyof typeof stores]
    : undefined;
  const [seconds, runs, rounds] = [values.seconds, values.runs, values.rounds].map(positive);
  if (benchmark === undefined || chosen === undefined || positionals.length > 1) return undefined;
  if (seconds === undefined || runs === undefined || rounds === undefined) return undefined;
  return { benchmark, stores: chosen, seconds, runs, rounds, json: values.json };
}

function onProgress(what: string): void {
  process.stderr.write(`${what}\n`);
}

function carryOut(wish: Wish): Promise<Report> {
  const { rounds, runs, seconds, stores } = wish;
  switch (wish.benchmark) {
    case 'keep':
      return benchKeep({ stores, seconds, runs, onProgress });
    case 'open':
      return benchOpen({ stores, rounds, entries: 200, onProgress });
    case 'rotate':
      return benchRotate({
        stores,
        runs: Math.min(runs, 3),
        files: 200,
        entries: 62,
        onProgress,
      });
    case 'council':
      return benchCouncil({
        stores,
        runs: Math.min(runs, 3),
        files: 200,
        entries: 62,
        onProgress,
      });
    case 'unlock':
      return benchUnlock({ stores, rounds: Math.min(rounds, 7), files: 200, notes: 4, onProgress });
    case 'import':
      return benchImport({
        stores,
        amount: { patients: 100, notes: 62 },
        runs: Math.min(runs, 3),
        onProgress,
      });
  }
}

async function main(args: readonly string[]): Promise<number> {
  const wish = wishOf(args);
  if (wish === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  const report = await carryOut(wish);
  const name = `${wish.benchmark}-${report.at.replaceAll(/[:.]/g, '-')}.json`;
  const path = wish.json ?? join(import.meta.dirname, '..', 'results', name);
  await saveReport(report, path);
  process.stdout.write(`${tableOf(report)}\n`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
