import type { CareRecordType } from '@vaiti/care';
import { table } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { numbersIn } from '../output/words.ts';
import type { Stopwatch } from './stopwatch.ts';
import type { Tally } from './tally.ts';

/** Kinds in the order in which a summary names them. */
const KINDS: readonly CareRecordType[] = [
  'contact',
  'visit',
  'note',
  'condition',
  'attachment',
  'practitioner',
  'practitioner-role',
  'organization',
  'location',
];

/** What an import did: read, stored by kind, kept verbatim, there already, bad, and warnings. */
export function summaryTable(terminal: Terminal, tally: Tally): string {
  const { locale, words } = terminal;
  const number = numbersIn(locale);
  const kinds = KINDS.filter((kind) => tally.stored.has(kind));
  const rows = [
    [words('cli.import.read'), number(tally.read)],
    [words('cli.import.files'), number(tally.files)],
    ...kinds.map((kind) => [
      words('cli.import.stored', { kind: words(`cli.kinds.${kind}`) }),
      number(tally.stored.get(kind) ?? 0),
    ]),
    [words('cli.import.verbatim'), number(tally.verbatim)],
    [words('cli.import.present'), number(tally.present)],
    [words('cli.import.bad-count'), number(tally.bad)],
    ...[...tally.warnings].map(([warning, count]) => [
      words(`cli.import.warning.${warning}`),
      number(count),
    ]),
  ];
  const columns = [
    { title: words('cli.import.what') },
    { title: words('cli.import.count'), align: 'right' as const },
  ];
  return table(columns, rows);
}

/** The same for programs. Bytes of input, seconds, shares of the time from 0 to 1. */
export function timingOf(tally: Tally, watch: Stopwatch) {
  const { system, user } = process.cpuUsage();
  const { bad, bytes, entries, files, present, read, stored, verbatim } = tally;
  return {
    entries,
    bytes: Math.round(bytes),
    seconds: Math.round(watch.seconds * 1000) / 1000,
    shares: watch.shares,
    read,
    files,
    stored: Object.fromEntries(stored),
    verbatim,
    present,
    bad,
    /** Seconds of both cores' time that this process took, its start included. */
    cpu: (user + system) / 1_000_000,
    rss: process.memoryUsage.rss(),
  };
}
