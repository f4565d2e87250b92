import type { Command } from 'commander';
import { endEmergencies, listRequests, rotatePending, standingOf } from '@vaiti/client';
import { exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { Progress } from '../progress/progress.ts';
import { withSignIn } from './options.ts';

async function rotate(terminal: Terminal, options: SignInOptions): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  const progress = new Progress(terminal);
  const rotated = await rotatePending(practice, (done, of) =>
    progress.update(() => words('cli.rotate.progress', { done, of })),
  );
  progress.clear();
  const ended = await endEmergencies(practice, await listRequests(practice));
  print(words('cli.rotate.done', { files: rotated + ended }));
  const { files, practice: whole } = await standingOf(practice);
  if (files.length > 0) print(words('cli.rotate.waiting', { files: files.length }));
  if (whole !== null && whole.pending > 0) print(words('cli.leave.pending', { ...whole }));
  return files.length === 0 ? exits.ok : exits.problem;
}

/** `vaiti rotate`: goes on with files that wait to be sealed anew without somebody who left. */
export function rotateCommand(shell: Shell): Command {
  const { terminal } = shell;
  return withSignIn(shell.command('rotate'), terminal.words).action((options: SignInOptions) =>
    shell.run(() => rotate(terminal, options)),
  );
}
