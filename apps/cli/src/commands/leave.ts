import type { Command } from 'commander';
import { leave, readDirectory, rotatePending, standingOf, standingWithout } from '@vaiti/client';
import { councilOf, isSound } from '@vaiti/core';
import { exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import { agree } from '../practice/agree.ts';
import { findPerson } from '../practice/people.ts';
import { requireAdministrator } from '../practice/post.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { withSignIn } from './options.ts';

interface Options extends SignInOptions {
  readonly yes?: boolean;
  readonly force?: boolean;
}

async function leaveNow(terminal: Terminal, wanted: string, options: Options): Promise<number> {
  const { print, tell, words } = terminal;
  const { practice } = await openSession(terminal, options);
  requireAdministrator(practice);
  const { id, name } = findPerson(await readDirectory(practice), wanted);
  const { pending } = await standingWithout(practice, id);
  tell(words('cli.leave.what', { name, files: pending }));
  tell(words('cli.access.undone'));
  await agree(terminal, options.yes, words('cli.leave.sure', { name }));
  await leave(practice, id, { force: options.force === true });
  await rotatePending(practice);
  const left = (await standingOf(practice)).practice;
  print(words('cli.leave.done', { name }));
  const council = councilOf(practice.roster);
  if (council !== undefined && !isSound(practice.roster, council))
    print(words('cli.council.broken'));
  if (left !== null && left.pending > 0) print(words('cli.leave.pending', { ...left }));
  return exits.ok;
}

/** `vaiti leave <person>`: an administrator takes somebody out of the practice for good. */
export function leaveCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const command = shell
    .command('leave')
    .argument('<person>', words('cli.argument.person'))
    .option('--yes', words('cli.option.yes'))
    .option('--force', words('cli.option.leave-force'));
  return withSignIn(command, words).action((person: string, options: Options) =>
    shell.run(() => leaveNow(terminal, person, options)),
  );
}
