import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { median, rangeOf, rounded } from './figures.ts';

const stores = z.enum(['sqlite', 'postgres']);
export type StoreKind = z.infer<typeof stores>;

const line = z.strictObject({
  /** What was measured. */
  what: z.string().min(1),
  store: stores.nullable(),
  /** Median of the runs. */
  value: z.number().nonnegative(),
  unit: z.string(),
  lowest: z.number(),
  highest: z.number(),
  runs: z.int().positive(),
  /** What the same machine could do at most, measured in the same run. */
  limit: z.strictObject({ what: z.string(), value: z.number().positive() }).nullable(),
  /** What is wanted, and whether it was reached; null where nothing is. */
  aim: z.strictObject({ says: z.string(), met: z.boolean() }).nullable(),
});
/** One measured thing. */
export type Line = z.infer<typeof line>;

const machine = z.strictObject({
  cores: z.int().positive(),
  processor: z.string(),
  memory: z.number().positive(),
  system: z.string(),
  node: z.string(),
  stores: z.record(z.string(), z.string()),
});
export type Machine = z.infer<typeof machine>;

/** What a benchmark writes: machine, settings, one line for each thing measured, remarks. */
export const reportSchema = z.strictObject({
  benchmark: z.enum(['keep', 'open', 'import', 'rotate', 'unlock', 'council']),
  at: z.iso.datetime(),
  machine,
  settings: z.record(z.string(), z.union([z.number(), z.string()])),
  lines: z.array(line),
  notes: z.array(z.string()),
});
export type Report = z.infer<typeof reportSchema>;

/** Puts the runs of one thing together. Numbers are kept to four digits. */
export function lineOf(
  what: string,
  options: {
    readonly runs: readonly number[];
    readonly unit: string;
    readonly store?: StoreKind;
    readonly limit?: Line['limit'];
    readonly aim?: Line['aim'];
  },
): Line {
  const { runs, unit, store, limit, aim } = options;
  const [lowest, highest] = rangeOf(runs);
  return {
    what,
    store: store ?? null,
    value: rounded(median(runs)),
    unit,
    lowest: rounded(lowest),
    highest: rounded(highest),
    runs: runs.length,
    limit: limit ? { what: limit.what, value: rounded(limit.value) } : null,
    aim: aim ?? null,
  };
}

const HEAD = ['measured', 'store', 'median', 'unit', 'range', 'limit', 'share', 'aim', ''] as const;

function number(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}

function cells(one: Line): string[] {
  const { limit, aim } = one;
  return [
    one.what,
    one.store ?? '',
    number(one.value),
    one.unit,
    one.runs > 1 ? `${number(one.lowest)}-${number(one.highest)}` : '',
    limit === null ? '' : `${number(limit.value)} ${limit.what}`,
    limit === null ? '' : (one.value / limit.value).toFixed(2),
    aim?.says ?? '',
    aim === null ? '' : aim.met ? 'met' : 'MISSED',
  ];
}

/** The lines as a table with aligned columns, and what is to be said about them. */
export function tableOf(report: Report): string {
  const rows = [[...HEAD], ...report.lines.map(cells)];
  const widths = HEAD.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const numeric = new Set([2, 4, 6]);
  const text = rows.map((row) =>
    row
      .map((cell, i) =>
        numeric.has(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const { cores, processor, node, system, stores: versions } = report.machine;
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const on = `${report.benchmark}: ${String(cores)} cores (${processor}), ${system}, ${[`Node ${node}`, ...names].join(', ')}`;
  return [on, '', ...text, '', ...report.notes.map((note) => `- ${note}`)].join('\n');
}

/** Writes the report as JSON. */
export async function saveReport(report: Report, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(report, null, 2)}\n`);
}
