import { type Command, Option } from 'commander';
import type { Centre, Staff } from '@vaiti/care';
import { type Directory, type Practice, readDirectory } from '@vaiti/client';
import { groupOf, holdsRole, newFileId, roles } from '@vaiti/core';
import { CliError, exits } from '../output/errors.ts';
import type { Role } from '../output/roles.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import {
  enrolPerson,
  newPassword,
  newPerson,
  openAccount,
  type RoleAt,
} from '../practice/accounts.ts';
import { addToDirectory, openDirectoryFile, resealDirectory } from '../practice/directory-file.ts';
import { renewGroups } from '../practice/groups.ts';
import { entropy } from '../profile/entropy.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { withSignIn } from './options.ts';

interface Options extends SignInOptions {
  readonly role: Role;
  readonly centre?: string;
  readonly newCentre?: boolean;
  readonly title?: string;
}

/** Roles that are held in the whole practice. */
const WHOLE: readonly Role[] = ['administrator', 'privacy-officer'];

interface Post {
  readonly role: RoleAt;
  /** A centre that is to be added to the directory. */
  readonly added: readonly Centre[];
}

function postOf(directory: Directory, options: Options): Post {
  const { centre, role } = options;
  if (centre === undefined) {
    if (WHOLE.includes(role)) return { role: { role, centre: null }, added: [] };
    throw new CliError('usage', { what: '--centre' });
  }
  const known = [...directory.centres.values()];
  const found = known.find((one) => one.name.toLowerCase() === centre.toLowerCase());
  if (found !== undefined) return { role: { role, centre: found.id }, added: [] };
  if (options.newCentre !== true) {
    const names = known.map((one) => one.name).join(', ');
    throw new CliError('centre-unknown', { name: centre, names });
  }
  const id: string = newFileId(entropy);
  const added: Centre = { type: 'centre', id, name: centre, address: null, phones: [] };
  return { role: { role, centre: id }, added: [added] };
}

function requireAdministrator({ member, roster }: Practice): void {
  if (!holdsRole(roster, member.identity.id, 'administrator'))
    throw new CliError('not-administrator');
}

async function enrolSomeone(terminal: Terminal, name: string, options: Options): Promise<number> {
  const { print, words } = terminal;
  const { practice, server } = await openSession(terminal, options);
  requireAdministrator(practice);
  const directory = await readDirectory(practice);
  const staff = groupOf(practice.roster, 'staff', null);
  if (directory.file === undefined || staff === undefined) throw new CliError('not-administrator');
  const post = postOf(directory, options);
  const file = await openDirectoryFile(practice, { file: directory.file, as: staff.id });
  const person = await newPerson(newPassword());
  await enrolPerson(practice, person.identity, [post.role]);
  await openAccount(practice, person);
  const record: Staff = {
    type: 'staff',
    userId: person.identity.id,
    name,
    title: options.title ?? '',
    roles: [post.role],
  };
  const written = await addToDirectory(practice, file, [...post.added, record]);
  const centres = [...directory.centres.keys(), ...post.added.map((c) => c.id)];
  await renewGroups(practice, centres);
  await resealDirectory(practice, written);
  print(words('cli.enrol.done', { name, server }));
  print(words('cli.secret-key.line', { key: person.secretKey }));
  print(words('cli.enrol.password', { password: person.credentials.password }));
  print(words('cli.enrol.hand-over'));
  return exits.ok;
}

/** `vaiti enrol <name>`: an administrator adds somebody to the practice. */
export function enrolCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const role = new Option('--role <role>', words('cli.option.role'));
  const command = shell
    .command('enrol')
    .argument('<name>', words('cli.enrol.name'))
    .addOption(role.choices(roles).makeOptionMandatory())
    .option('--centre <name>', words('cli.option.centre'))
    .option('--new-centre', words('cli.option.new-centre'))
    .option('--title <title>', words('cli.option.title'));
  return withSignIn(command, words).action((name: string, options: Options) =>
    shell.run(() => enrolSomeone(terminal, name, options)),
  );
}
