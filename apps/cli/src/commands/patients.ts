import type { Command } from 'commander';
import { isOutside, isoDay, readDirectory } from '@vaiti/client';
import { exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import { table } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { nameIn, patientFiles } from '../patients/find.ts';
import { listShared } from '../patients/shared.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { Progress } from '../progress/progress.ts';
import { withSignIn } from './options.ts';
import { patientsAccessCommands } from './patients-access.ts';

async function list(terminal: Terminal, options: SignInOptions): Promise<number> {
  const { locale, print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  if (isOutside(practice)) {
    await listShared(terminal, practice);
    return exits.ok;
  }
  const directory = await readDirectory(practice);
  const progress = new Progress(terminal);
  const onProgress = (done: number, of: number) =>
    progress.update(() => words('cli.files.reading', { done, of }));
  const rows: (readonly string[])[] = [];
  let locked = 0;
  const onLocked = (): void => {
    locked++;
  };
  for await (const entry of patientFiles(practice, { purpose: 'caseload', onProgress, onLocked })) {
    const { contact, file, opened } = entry;
    const { seq, day } = opened.file.state;
    rows.push([
      file,
      nameIn(entry) ?? words('cli.patients.nobody'),
      contact?.birthDate ?? '',
      directory.centres.get(contact?.centre ?? '')?.name ?? '',
      String(seq + 1),
      isoDay(day),
    ]);
  }
  progress.clear();
  rows.sort((a, b) => (a[1] ?? '').localeCompare(b[1] ?? '', locale));
  const titles = ['file', 'name', 'born', 'centre', 'entries', 'newest'] as const;
  const columns = titles.map((title) => ({
    title: words(`cli.patients.${title}`),
    align: title === 'entries' ? ('right' as const) : ('left' as const),
  }));
  print(table(columns, rows));
  if (locked > 0) terminal.tell(words('cli.patients.locked', { files: locked }));
  return exits.ok;
}

/**
 * `vaiti patients`: the files that this person may read, checked and with their names opened; and below
 * it the patients' and guardians' own access.
 */
export function patientsCommand(shell: Shell): Command {
  const { terminal } = shell;
  const command = withSignIn(shell.command('patients'), terminal.words).action(
    (options: SignInOptions) => shell.run(() => list(terminal, options)),
  );
  for (const below of patientsAccessCommands(shell)) command.addCommand(below);
  return command;
}
