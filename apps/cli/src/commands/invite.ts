import { type Command, Option } from 'commander';
import { invitationLink, invitationWords, invite, qrLines } from '@vaiti/client';
import { roles } from '@vaiti/core';
import { exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import { confirmAnswer } from '../practice/confirm-answer.ts';
import { postOf, type PostWish, requireAdministrator } from '../practice/post.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { withSignIn } from './options.ts';

interface Options extends SignInOptions, PostWish {
  readonly title?: string;
  readonly wait?: boolean;
  readonly fingerprintStdin?: boolean;
}

async function inviteSomeone(terminal: Terminal, name: string, options: Options): Promise<number> {
  const { interactive, print, tell, words } = terminal;
  const { practice, server } = await openSession(terminal, options);
  requireAdministrator(practice);
  const { role, directory } = await postOf(practice, options);
  const invitee = { name, title: options.title ?? '', roles: [role] };
  const { id, code } = await invite(practice, directory, invitee);
  const link = invitationLink(server.replace(/\/+$/, ''), code);
  tell(words('cli.invite.hand-over', { name }));
  print(words('cli.invite.words', { words: invitationWords(code).join(' ') }));
  print(words('cli.invite.link', { link }));
  if (interactive) for (const line of qrLines(link)) tell(line);
  if (options.wait === false) {
    tell(words('cli.invite.later', { id }));
    return exits.ok;
  }
  const fromStdin = options.fingerprintStdin === true;
  const confirmed = await confirmAnswer(terminal, practice, { id, fromStdin });
  return confirmed ? exits.ok : exits.problem;
}

/** `vaiti invite <name>`: an administrator invites somebody to the practice. */
export function inviteCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const role = new Option('--role <role>', words('cli.option.role'));
  const command = shell
    .command('invite')
    .argument('<name>', words('cli.invite.name'))
    .addOption(role.choices(roles).makeOptionMandatory())
    .option('--centre <name>', words('cli.option.centre'))
    .option('--new-centre', words('cli.option.new-centre'))
    .option('--title <title>', words('cli.option.title'))
    .option('--fingerprint-stdin', words('cli.option.fingerprint-stdin'))
    .option('--no-wait', words('cli.option.no-wait'));
  return withSignIn(command, words).action((name: string, options: Options) =>
    shell.run(() => inviteSomeone(terminal, name, options)),
  );
}
