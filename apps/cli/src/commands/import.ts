import { join } from 'node:path';
import { type Command } from 'commander';
import { readDirectory } from '@vaiti/client';
import { type ImportResult, importFhir } from '../import/import.ts';
import { type Input, inputsOf } from '../import/inputs.ts';
import { centreFor } from '../import/receivers.ts';
import { BadRecords, placeText } from '../import/report.ts';
import type { Stopwatch } from '../import/stopwatch.ts';
import { summaryTable, timingOf } from '../import/summary.ts';
import type { Tally } from '../import/tally.ts';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import { numbersIn } from '../output/words.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { Progress } from '../progress/progress.ts';
import { withSignIn } from './options.ts';

interface Options extends SignInOptions {
  readonly source: string;
  readonly centre?: string;
  readonly report?: string;
  readonly timing?: boolean;
  readonly json?: boolean;
}

const MEGABYTE = 1_000_000;

/** One line of how far it is: resources, rates, share of the input, time left. */
function progressWords(
  terminal: Terminal,
  total: number,
  phase: 'survey' | 'write',
  at: { readonly tally: Tally; readonly seconds: number },
): string {
  const { locale, words } = terminal;
  const { tally, seconds } = at;
  const percent = Math.floor((tally.bytes / Math.max(1, total)) * 100);
  if (phase === 'survey') return words('cli.import.surveying', { percent });
  const left = ((total - tally.bytes) / Math.max(1, tally.bytes)) * seconds;
  return words('cli.import.writing', {
    percent,
    read: tally.read,
    entries: tally.entries,
    rate: Math.round(tally.entries / Math.max(0.001, seconds)),
    megabytes: numbersIn(locale, 1)(tally.bytes / MEGABYTE / Math.max(0.001, seconds)),
    seconds: Math.round(left),
  });
}

/** Aborts on the first Ctrl-C; the second ends the process at once, which loses nothing either. */
function onInterrupt(terminal: Terminal): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
    terminal.tell(terminal.words('cli.import.stopping'));
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, stop);
  const release = () => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, stop);
  };
  return { signal: controller.signal, release };
}

function badRecordsTo(terminal: Terminal, progress: Progress, options: Options): BadRecords {
  const { cwd, now, words } = terminal;
  const stamp = new Date(now()).toISOString().replace(/[-:]/g, '').slice(0, 15);
  const path = options.report ?? join(cwd, `vaiti-import-${stamp}.report.ndjson`);
  return new BadRecords(path, ({ code, place, reason }, isLast) => {
    progress.line(words('cli.import.bad', { place: placeText(place), code, reason }));
    if (isLast) progress.line(words('cli.import.bad-more', { path }));
  });
}

function totalOf(inputs: readonly Input[]): number {
  return inputs.reduce((sum, { size }) => sum + size, 0);
}

function printResult(
  terminal: Terminal,
  result: ImportResult,
  options: Options & { readonly bad: BadRecords },
): void {
  const { print, tell, words } = terminal;
  const { tally, watch } = result;
  if (options.json === true) print(JSON.stringify(timingOf(tally, watch)));
  else {
    print(summaryTable(terminal, tally));
    if (options.timing === true) {
      const { shares } = watch;
      const percent = (share: number) => Math.round(share * 100);
      print(
        words('cli.import.timing', {
          seconds: numbersIn(terminal.locale, 1)(watch.seconds),
          parsing: percent(shares.parsing),
          crypto: percent(shares.crypto),
          store: percent(shares.store),
          other: percent(shares.other),
        }),
      );
    }
  }
  if (options.bad.count > 0) tell(words('cli.import.report', { path: options.bad.path }));
}

async function run(
  terminal: Terminal,
  paths: readonly string[],
  options: Options,
): Promise<number> {
  const inputs = await inputsOf(paths, terminal.cwd);
  const { practice } = await openSession(terminal, options);
  const centre = centreFor(practice, await readDirectory(practice), options.centre);
  const progress = new Progress(terminal);
  const bad = badRecordsTo(terminal, progress, options);
  const total = totalOf(inputs);
  const onProgress = (phase: 'survey' | 'write', tally: Tally, watch: Stopwatch) =>
    progress.update(() => progressWords(terminal, total, phase, { tally, seconds: watch.seconds }));
  const { release, signal } = onInterrupt(terminal);
  try {
    const { source } = options;
    const result = await importFhir({ practice, inputs, source, centre, bad, signal, onProgress });
    progress.clear();
    printResult(terminal, result, { ...options, bad });
    if (result.interrupted) throw new CliError('interrupted');
    return bad.count > 0 ? exits.problem : exits.ok;
  } finally {
    progress.clear();
    release();
  }
}

/** `vaiti import fhir <files…>`: FHIR R4 Bulk Data (NDJSON) and Bundles into sealed files. */
export function importCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const fhir = shell
    .command('import-fhir', 'fhir')
    .argument('<paths...>', words('cli.argument.inputs'))
    .option('--source <name>', words('cli.option.source'), 'fhir')
    .option('--centre <name>', words('cli.option.import-centre'))
    .option('--report <file>', words('cli.option.report'))
    .option('--timing', words('cli.option.timing'))
    .option('--json', words('cli.option.json'))
    .option('--resume', words('cli.option.resume'));
  withSignIn(fhir, words).action((paths: string[], options: Options) =>
    shell.run(() => run(terminal, paths, options)),
  );
  return shell.command('import').addCommand(fhir);
}
