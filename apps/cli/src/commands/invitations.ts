import { Argument, type Command } from 'commander';
import { cancelInvitation, nameOf, openInvitations, readDirectory } from '@vaiti/client';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import { table } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { confirmAnswer } from '../practice/confirm-answer.ts';
import { requireAdministrator } from '../practice/post.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { withSignIn } from './options.ts';

const actions = ['list', 'confirm', 'cancel'] as const;
type Action = (typeof actions)[number];

interface Options extends SignInOptions {
  readonly fingerprintStdin?: boolean;
}

async function list(terminal: Terminal, options: Options): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  requireAdministrator(practice);
  const directory = await readDirectory(practice);
  const rows = (await openInvitations(practice)).map(({ id, inviter, expires, own }) => [
    id,
    own?.says.name ?? words('cli.invitations.sealed'),
    nameOf(directory, inviter),
    new Date(expires).toISOString().slice(0, 16).replace('T', ' '),
    words(own?.answer === undefined ? 'cli.invitations.open' : 'cli.invitations.answered'),
  ]);
  const titles = ['id', 'name', 'by', 'until', 'state'] as const;
  print(
    table(
      titles.map((title) => ({ title: words(`cli.invitations.${title}`) })),
      rows,
    ),
  );
  return exits.ok;
}

async function change(
  terminal: Terminal,
  at: { readonly action: Exclude<Action, 'list'>; readonly id: string | undefined },
  options: Options,
): Promise<number> {
  const { id } = at;
  if (id === undefined || !/^[0-9a-f]{32}$/.test(id)) throw new CliError('usage', { what: 'id' });
  const { practice } = await openSession(terminal, options);
  requireAdministrator(practice);
  if (at.action === 'cancel') {
    await cancelInvitation(practice, id);
    terminal.print(terminal.words('cli.invitations.cancelled', { id }));
    return exits.ok;
  }
  const fromStdin = options.fingerprintStdin === true;
  const confirmed = await confirmAnswer(terminal, practice, { id, fromStdin });
  return confirmed ? exits.ok : exits.problem;
}

/** `vaiti invitations`: what is open; `confirm <id>` goes on with one, `cancel <id>` ends it. */
export function invitationsCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const action = new Argument('[action]', words('cli.invitations.action'));
  const command = shell
    .command('invitations')
    .addArgument(action.choices(actions).default('list'))
    .argument('[id]', words('cli.invitations.id'))
    .option('--fingerprint-stdin', words('cli.option.fingerprint-stdin'));
  return withSignIn(command, words).action((what: Action, id: string | undefined, o: Options) =>
    shell.run(() =>
      what === 'list' ? list(terminal, o) : change(terminal, { action: what, id }, o),
    ),
  );
}
