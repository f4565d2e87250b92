import type { Command } from 'commander';
import { handOver, readDirectory } from '@vaiti/client';
import { exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import { agree } from '../practice/agree.ts';
import { findPerson } from '../practice/people.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { Progress } from '../progress/progress.ts';
import { withSignIn } from './options.ts';

interface Options extends SignInOptions {
  readonly to: string;
  readonly consent: string;
  readonly remove?: boolean;
  readonly yes?: boolean;
}

async function handAll(terminal: Terminal, wanted: string, options: Options): Promise<number> {
  const { print, tell, words } = terminal;
  const { practice } = await openSession(terminal, options);
  const directory = await readDirectory(practice);
  const from = findPerson(directory, wanted);
  const to = findPerson(directory, options.to);
  const remove = options.remove === true;
  if (remove) {
    tell(words('cli.access.undone'));
    await agree(terminal, options.yes, words('cli.hand-over.sure', { from: from.name }));
  }
  const progress = new Progress(terminal);
  const handed = await handOver(practice, {
    from: from.id,
    to: to.id,
    consent: options.consent,
    remove,
    onProgress: (done, of) => progress.update(() => words('cli.hand-over.progress', { done, of })),
  });
  progress.clear();
  print(words('cli.hand-over.done', { files: handed, from: from.name, to: to.name }));
  return exits.ok;
}

/** `vaiti hand-over <person> --to <person>`: a caseload goes to a colleague. */
export function handOverCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const command = shell
    .command('hand-over')
    .argument('<person>', words('cli.argument.person'))
    .requiredOption('--to <person>', words('cli.option.to'))
    .requiredOption('--consent <text>', words('cli.option.consent'))
    .option('--remove', words('cli.option.remove'))
    .option('--yes', words('cli.option.yes'));
  return withSignIn(command, words).action((person: string, options: Options) =>
    shell.run(() => handAll(terminal, person, options)),
  );
}
