import { type Command, Option } from 'commander';
import {
  invitationLink,
  invitationWords,
  invite,
  inviteBack,
  type Practice,
  qrLines,
  readDirectory,
  standingOf,
  standingWithout,
  waitingKeys,
} from '@vaiti/client';
import { roles } from '@vaiti/core';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import { confirmAnswer } from '../practice/confirm-answer.ts';
import { type Colleague, findPerson } from '../practice/people.ts';
import { postOf, type PostWish, requireAdministrator } from '../practice/post.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { withSignIn } from './options.ts';

interface Options extends SignInOptions, Partial<PostWish> {
  readonly recover?: boolean;
  readonly title?: string;
  readonly wait?: boolean;
  readonly fingerprintStdin?: boolean;
}

async function inviteSomeone(terminal: Terminal, name: string, options: Options): Promise<number> {
  const { interactive, print, tell, words } = terminal;
  const { practice, server } = await openSession(terminal, options);
  requireAdministrator(practice);
  const { code, id, person } = await invited(terminal, practice, { name, options });
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
  const confirmed = await confirmAnswer(terminal, practice, { id, fromStdin, ...says(person) });
  if (person !== undefined && waitingKeys(practice).some((one) => one.principal === person.id))
    print(words('cli.recover.second', { name: person.name }));
  return confirmed ? exits.ok : exits.problem;
}

function says(person: Colleague | undefined) {
  if (person === undefined) return {};
  return { says: { later: 'cli.invite.later', done: 'cli.recover.entered' } } as const;
}

/** Invites somebody new to their post, or somebody known to come back with new keys. */
async function invited(
  { tell, words }: Terminal,
  practice: Practice,
  { name, options }: { readonly name: string; readonly options: Options },
) {
  if (options.recover === true) {
    const directory = await readDirectory(practice);
    const person = findPerson(directory, name);
    const now = (await standingOf(practice)).practice?.stranded ?? 0;
    const files = (await standingWithout(practice, person.id)).stranded - now;
    tell(words('cli.recover.before', { files }));
    return { ...(await inviteBack(practice, directory, person.id)), person };
  }
  const { role: wanted, ...wish } = options;
  if (wanted === undefined) throw new CliError('usage', { what: '--role' });
  const { role, directory } = await postOf(practice, { ...wish, role: wanted });
  const invitee = { name, title: options.title ?? '', roles: [role] };
  return { ...(await invite(practice, directory, invitee)), person: undefined };
}

/** `vaiti invite <name>`: an administrator invites somebody to the practice. */
export function inviteCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const role = new Option('--role <role>', words('cli.option.role'));
  const command = shell
    .command('invite')
    .argument('<name>', words('cli.invite.name'))
    .addOption(role.choices(roles))
    .option('--recover', words('cli.option.recover'))
    .option('--centre <name>', words('cli.option.centre'))
    .option('--new-centre', words('cli.option.new-centre'))
    .option('--title <title>', words('cli.option.title'))
    .option('--fingerprint-stdin', words('cli.option.fingerprint-stdin'))
    .option('--no-wait', words('cli.option.no-wait'));
  return withSignIn(command, words).action((name: string, options: Options) =>
    shell.run(() => inviteSomeone(terminal, name, options)),
  );
}
