import type { Control } from './control.ts';
import type { LoadCounts } from '../scene/load.ts';
import type { Mark } from './marks.ts';
import type { Finding, Searched } from '../find/material.ts';
import type { Needle } from '../find/needles.ts';

/** What was searched of one source. */
export interface SourceResult extends Searched {
  readonly source: string;
  readonly seconds: number;
}

/** All that the drill learned. */
export interface TheftResult {
  readonly store: string;
  readonly planted: boolean;
  readonly patients: number;
  readonly needles: readonly Needle[];
  readonly spellings: number;
  readonly load: LoadCounts;
  readonly control: Control;
  readonly sources: readonly SourceResult[];
  readonly marks: readonly Mark[];
  /** Sources that could not be had on this machine. */
  readonly missing: readonly string[];
}

const SHOWN_PLACES = 3;
const number = new Intl.NumberFormat('en-US');

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, at) =>
          at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Whether it is something that should not be there. */
function isHit({ pattern }: Finding): boolean {
  return pattern.needle.kind !== 'mark';
}

function line(source: string, all: readonly SourceResult[]): string[] {
  const sum = (of: (one: SourceResult) => number): number => all.reduce((n, one) => n + of(one), 0);
  return [
    source,
    number.format(sum((one) => one.bytes)),
    number.format(sum((one) => one.streams)),
    number.format(sum((one) => one.inflatedBytes)),
    number.format(sum((one) => one.findings.filter(isHit).length)),
    sum((one) => one.seconds).toFixed(1),
  ];
}

function placeOf({ material, offset, inflatedFrom }: Finding): string {
  const at = inflatedFrom ?? offset;
  const inside = inflatedFrom === undefined ? '' : `, inflated, at ${String(offset)}`;
  let before = 0;
  for (const region of material.regions ?? []) {
    if (at < before + region.length)
      return `${region.name} 0x${(region.at + at - before).toString(16)}${inside}`;
    before += region.length;
  }
  return `byte ${String(at)}${inside}`;
}

/** Where needles were found, by source, kind and spelling; never the needle itself. */
function findingLines(findings: readonly Finding[]): readonly string[] {
  const groups = Map.groupBy(
    findings,
    ({ material, pattern }) => `${material.source}: ${pattern.needle.kind} as ${pattern.spelling}`,
  );
  return [...groups].map(([what, all]) => {
    const places = all.slice(0, SHOWN_PLACES).map(placeOf).join('; ');
    const more = all.length > SHOWN_PLACES ? '; …' : '';
    return `  ${what}, ${number.format(all.length)} × (${places}${more})`;
  });
}

/** How many needles of each kind. */
function kinds(needles: readonly Needle[]): string {
  const groups = Map.groupBy(needles, ({ kind }) => kind);
  return [...groups].map(([kind, all]) => `${number.format(all.length)} × ${kind}`).join(', ');
}

function expectedMarks({ marks, missing }: TheftResult) {
  return marks.flatMap(({ needle, sources }) =>
    sources.filter((source) => !missing.includes(source)).map((source) => ({ needle, source })),
  );
}

/** Sources in which a mark was not found that is in them. */
function blindSources(result: TheftResult): readonly string[] {
  const holds = (one: SourceResult, needle: Needle): boolean =>
    one.findings.some(({ pattern }) => pattern.needle === needle);
  return expectedMarks(result)
    .filter(
      ({ needle, source }) =>
        !result.sources.some((one) => one.source === source && holds(one, needle)),
    )
    .map(({ source }) => source);
}

/** Ends with 0 when nothing was found but a planted canary, which must be. */
function verdict(result: TheftResult): { readonly code: number; readonly lines: string[] } {
  const { control } = result;
  const findings = result.sources.flatMap((one) => one.findings).filter(isHit);
  const canaries = findings.filter(({ pattern }) => pattern.needle.kind === 'canary');
  const leaks = findings.filter(({ pattern }) => pattern.needle.kind !== 'canary');
  const lines: string[] = [];
  let code = 0;
  if (control.expected === 0 || control.found < control.expected) {
    lines.push('Control failed: the search does not find what the client itself sees.');
    code = 1;
  }
  const blind = blindSources(result);
  if (blind.length > 0) {
    lines.push(`Control failed: what the server does hold was not found in ${blind.join(', ')}.`);
    code = 1;
  }
  if (leaks.length > 0) {
    lines.push('FOUND what a thief must not find:', ...findingLines(leaks));
    code = 1;
  }
  if (result.planted) {
    const wanted = result.needles.filter(({ kind }) => kind === 'canary');
    const found = wanted.filter((needle) => canaries.some((c) => c.pattern.needle === needle));
    if (found.length === wanted.length) {
      lines.push('Planted canary found, as it should be:', ...findingLines(canaries));
    } else {
      lines.push('The planted canary was NOT found: the search cannot be trusted.');
      code = 1;
    }
  }
  if (leaks.length === 0)
    lines.push(
      result.planted
        ? 'Nothing else of the practice was found.'
        : `Nothing found: none of ${number.format(result.needles.length)} needles is in what a thief of this server gets.`,
    );
  return { code, lines };
}

function controlLine(result: TheftResult): string {
  const { found, expected, files } = result.control;
  const marks = expectedMarks(result).length;
  const seen = marks - blindSources(result).length;
  return `Control: ${number.format(found)} of ${number.format(expected)} needles found in the client's own view of ${number.format(files)} files, ${String(seen)} of ${String(marks)} marks of the server in its things.`;
}

/** The whole report as people read it. */
export function reportOf(result: TheftResult): { readonly code: number; readonly text: string } {
  const { load, needles } = result;
  const groups = Map.groupBy(result.sources, ({ source }) => source);
  const { code, lines } = verdict(result);
  const rows = [
    ['source', 'bytes', 'streams', 'inflated', 'hits', 'seconds'],
    ...[...groups].map(([source, all]) => line(source, all)),
    line('total', result.sources),
  ];
  const text = [
    `Theft of a server on ${result.store} with ${number.format(result.patients)} patients, taken while clients did ${number.format(load.reads)} reads, ${number.format(load.writes)} writes and ${number.format(load.signIns)} sign-ins.`,
    `${number.format(needles.length)} needles in ${number.format(result.spellings)} spellings: ${kinds(needles)}.`,
    '',
    table(rows),
    '',
    ...result.missing.map((source) => `Not to be had on this machine: ${source}.`),
    controlLine(result),
    ...lines,
  ].join('\n');
  return { code, text: `${text}\n` };
}
