import type { Command } from 'commander';
import {
  isoDay,
  type LentNote,
  lentNotes,
  nameOf,
  openLentNote,
  type Practice,
  readDirectory,
  setSupervisor,
} from '@vaiti/client';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import { table } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { findPerson } from '../practice/people.ts';
import { requireAdministrator } from '../practice/post.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { withSignIn } from './options.ts';

/** How a lent note is named: the beginning of its file's id, and its number in the file. */
function nameOfNote({ file, seq }: LentNote): string {
  return `${file.slice(0, 8)}/${String(seq)}`;
}

async function list(terminal: Terminal, options: SignInOptions): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  const notes = await lentNotes(practice);
  if (notes.length === 0) {
    print(words('cli.supervise.nothing'));
    return exits.ok;
  }
  const directory = await readDirectory(practice);
  const titles = ['note', 'author', 'day', 'until'] as const;
  const rows = notes.map((note) => [
    nameOfNote(note),
    nameOf(directory, note.author),
    isoDay(note.day),
    isoDay(note.until),
  ]);
  print(
    table(
      titles.map((title) => ({ title: words(`cli.supervise.${title}`) })),
      rows,
    ),
  );
  return exits.ok;
}

/** The note meant. Throws `note-unknown`. */
async function findNote(practice: Practice, wanted: string): Promise<LentNote> {
  const [file = '', seq = ''] = wanted.split('/');
  const found = (await lentNotes(practice)).filter(
    (note) => file.length >= 6 && note.file.startsWith(file) && String(note.seq) === seq,
  );
  const [note, ...others] = found;
  if (note === undefined || others.length > 0) throw new CliError('note-unknown', { wanted });
  return note;
}

async function open(terminal: Terminal, wanted: string, options: SignInOptions): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  const found = await findNote(practice, wanted);
  const { content, note } = await openLentNote(practice, found);
  if (content.type !== 'note') throw new CliError('note-unknown', { wanted });
  const directory = await readDirectory(practice);
  const author = nameOf(directory, note.author);
  print(words('cli.supervise.head', { title: content.title, author, day: isoDay(note.day) }));
  print(`\n${content.text.trimEnd()}\n`);
  print(words('cli.supervise.ends', { until: isoDay(note.until) }));
  return exits.ok;
}

interface SetOptions extends SignInOptions {
  readonly none?: boolean;
}

async function set(
  terminal: Terminal,
  who: { readonly trainee: string; readonly supervisor: string | undefined },
  options: SetOptions,
): Promise<number> {
  const { print, words } = terminal;
  const nobody = options.none === true;
  if (nobody === (who.supervisor !== undefined)) throw new CliError('usage', { what: '--none' });
  const { practice } = await openSession(terminal, options);
  requireAdministrator(practice);
  const directory = await readDirectory(practice);
  const trainee = findPerson(directory, who.trainee);
  const found = who.supervisor === undefined ? undefined : findPerson(directory, who.supervisor);
  await setSupervisor(practice, directory, {
    trainee: trainee.id,
    supervisor: found?.id ?? null,
  });
  const values = {
    trainee: trainee.name,
    supervisor: found?.name ?? '',
    set: nobody ? 'no' : 'yes',
  };
  print(words('cli.supervise.done', values));
  return exits.ok;
}

/** `vaiti supervise`: notes to look at; below it opening one, and who looks at whose notes. */
export function superviseCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const command = withSignIn(shell.command('supervise'), words).action((options: SignInOptions) =>
    shell.run(() => list(terminal, options)),
  );
  command.addCommand(
    withSignIn(
      shell.command('supervise-open', 'open').argument('<note>', words('cli.argument.note')),
      words,
    ).action((note: string, options: SignInOptions) =>
      shell.run(() => open(terminal, note, options)),
    ),
  );
  const setting = shell
    .command('supervise-set', 'set')
    .argument('<trainee>', words('cli.argument.trainee'))
    .argument('[supervisor]', words('cli.argument.supervisor'))
    .option('--none', words('cli.option.none'));
  command.addCommand(
    withSignIn(setting, words).action(
      (trainee: string, supervisor: string | undefined, options: SetOptions) =>
        shell.run(() => set(terminal, { trainee, supervisor }, options)),
    ),
  );
  return command;
}
