import type { Command } from 'commander';
import { careRecordSchema } from '@vaiti/care';
import { isOutside, openRecords, readDirectory } from '@vaiti/client';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import { findPatient } from '../patients/find.ts';
import { printShared } from '../patients/shared.ts';
import { entriesInOrder, rawLine, readable } from '../patients/readable.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { withSignIn } from './options.ts';

interface Options extends SignInOptions {
  readonly raw?: boolean;
}

async function show(
  terminal: Terminal,
  wanted: string | undefined,
  options: Options,
): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  if (isOutside(practice)) {
    await printShared(terminal, practice);
    return exits.ok;
  }
  if (wanted === undefined) throw new CliError('usage', { what: 'patient' });
  const { opened } = await findPatient(practice, wanted, 'care');
  const entries = entriesInOrder(await openRecords(opened, careRecordSchema));
  if (options.raw === true) {
    for (const entry of entries) print(rawLine(entry));
    return exits.ok;
  }
  const directory = await readDirectory(practice);
  for (const entry of entries) print(`${readable(words, directory, entry)}\n`);
  const { epoch, head, seq } = opened.file.state;
  print(words('cli.show.verified', { entries: seq + 1, opened: entries.length, epoch, head }));
  return exits.ok;
}

/**
 * `vaiti show <patient>`: a file's entries in the order of the chain, each verified and opened; without
 * a name, for patients and guardians, what was opened to them.
 */
export function showCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const command = shell
    .command('show')
    .argument('[patient]', words('cli.argument.patient'))
    .option('--raw', words('cli.option.raw'));
  return withSignIn(command, words).action((patient: string | undefined, options: Options) =>
    shell.run(() => show(terminal, patient, options)),
  );
}
