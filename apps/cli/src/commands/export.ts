import { resolve } from 'node:path';
import type { Command } from 'commander';
import { listFiles, type OpenedFile, type Practice, readFiles } from '@vaiti/client';
import { type ExportForm, exportFile, ExportTally } from '../export/export.ts';
import { OutputFolder } from '../export/output-folder.ts';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import { table } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { numbersIn } from '../output/words.ts';
import { byOwnGrant, findPatient } from '../patients/find.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { Progress } from '../progress/progress.ts';
import { withSignIn } from './options.ts';

interface Options extends SignInOptions {
  readonly all?: boolean;
  readonly out: string;
  readonly bundle?: boolean;
  readonly ndjson?: boolean;
  readonly force?: boolean;
}

/** Files read at a time. */
const PART = 16;

async function* chosen(
  practice: Practice,
  patient: string | undefined,
  onProgress: (done: number, of: number) => void,
): AsyncGenerator<OpenedFile> {
  if (patient !== undefined) {
    yield (await findPatient(practice, patient, 'export')).opened;
    return;
  }
  const lines = byOwnGrant(practice, await listFiles(practice));
  for (let at = 0; at < lines.length; at += PART) {
    const part = lines.slice(at, at + PART);
    const requests = part.map(({ as, file }) => ({ as, file, purpose: 'export' as const }));
    const opened = await readFiles(practice, requests);
    onProgress(at, lines.length);
    yield* opened;
  }
}

function printTally(terminal: Terminal, tally: ExportTally, folder: string): void {
  const { locale, print, words } = terminal;
  const number = numbersIn(locale);
  const columns = [
    { title: words('cli.export.type') },
    { title: words('cli.import.count'), align: 'right' as const },
  ];
  const rows = [...tally.resources].sort().map(([type, count]) => [type, number(count)]);
  print(table(columns, rows));
  print(words('cli.export.done', { files: tally.files, path: folder }));
}

async function run(
  terminal: Terminal,
  patient: string | undefined,
  options: Options,
): Promise<number> {
  const { cwd, words } = terminal;
  if ((patient === undefined) !== (options.all === true))
    throw new CliError('usage', { what: '<patient>, --all' });
  const form: ExportForm = options.bundle === true ? 'bundle' : 'ndjson';
  const { practice } = await openSession(terminal, options);
  const folder = resolve(cwd, options.out);
  const output = new OutputFolder(folder, { force: options.force === true });
  const tally = new ExportTally();
  const progress = new Progress(terminal);
  const onProgress = (done: number, of: number) =>
    progress.update(() => words('cli.files.reading', { done, of }));
  try {
    for await (const opened of chosen(practice, patient, onProgress))
      await exportFile(opened, { output, form, tally });
    await output.publish();
  } finally {
    progress.clear();
    await output.discard();
  }
  printTally(terminal, tally, folder);
  return exits.ok;
}

/** `vaiti export fhir <patient|--all>`: what came in comes out, our own records mapped to FHIR R4. */
export function exportCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const fhir = shell
    .command('export-fhir', 'fhir')
    .argument('[patient]', words('cli.argument.patient'))
    .requiredOption('--out <folder>', words('cli.option.out'))
    .option('--all', words('cli.option.all'))
    .option('--bundle', words('cli.option.bundle'))
    .option('--ndjson', words('cli.option.ndjson'))
    .option('--force', words('cli.option.force'));
  withSignIn(fhir, words).action((patient: string | undefined, options: Options) =>
    shell.run(() => run(terminal, patient, options)),
  );
  return shell.command('export').addCommand(fhir);
}
