import { type Command, Option } from 'commander';
import { displayName } from '@vaiti/care';
import {
  contactIn,
  contentOf,
  dismissMember,
  endOf,
  invitationLink,
  invitationWords,
  inviteToFile,
  membersOf,
  type OwnFile,
  ownInvitation,
  type Practice,
  qrLines,
  readDirectory,
  today,
} from '@vaiti/client';
import { type MemberRole, memberRoles } from '@vaiti/core';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import { table } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { findPatient } from '../patients/find.ts';
import { agree } from '../practice/agree.ts';
import { confirmAnswer } from '../practice/confirm-answer.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { withSignIn } from './options.ts';

interface InviteOptions extends SignInOptions {
  readonly role: MemberRole;
  readonly name?: string;
  readonly wait?: boolean;
  readonly fingerprintStdin?: boolean;
}

const says = { later: 'cli.patients-invite.later', done: 'cli.patients-invite.done' } as const;

/** The file of a patient, with everything in it. Throws `no-grant` without its root. */
async function ownFile(practice: Practice, patient: string): Promise<OwnFile> {
  return contentOf((await findPatient(practice, patient, 'care')).opened);
}

async function inviteMember(
  terminal: Terminal,
  patient: string,
  options: InviteOptions,
): Promise<number> {
  const { interactive, print, tell, words } = terminal;
  const { role } = options;
  const { practice, server } = await openSession(terminal, options);
  const { opened, records } = await ownFile(practice, patient);
  const contact = contactIn(records);
  endOf(role, contact, today(practice.member));
  const patientName = displayName(contact);
  const name = options.name ?? (role === 'patient' ? patientName : undefined);
  if (name === undefined) throw new CliError('usage', { what: '--name' });
  const { file } = opened.file;
  const directory = await readDirectory(practice);
  const invited = { file, name, patientName, role };
  const { code, id } = await inviteToFile(practice, directory, invited);
  const link = invitationLink(server.replace(/\/+$/, ''), code);
  tell(words('cli.invite.hand-over', { name }));
  print(words('cli.invite.words', { words: invitationWords(code).join(' ') }));
  print(words('cli.invite.link', { link }));
  if (interactive) for (const line of qrLines(link)) tell(line);
  if (options.wait === false) {
    tell(words(says.later, { id }));
    return exits.ok;
  }
  return confirmed(terminal, practice, { id, options });
}

async function confirmed(
  terminal: Terminal,
  practice: Practice,
  at: { readonly id: string; readonly options: { readonly fingerprintStdin?: boolean } },
): Promise<number> {
  const fromStdin = at.options.fingerprintStdin === true;
  const done = await confirmAnswer(terminal, practice, { id: at.id, fromStdin, says });
  return done ? exits.ok : exits.problem;
}

async function confirmMember(
  terminal: Terminal,
  id: string,
  options: Omit<InviteOptions, 'role'>,
): Promise<number> {
  if (!/^[0-9a-f]{32}$/.test(id)) throw new CliError('usage', { what: 'id' });
  const { practice } = await openSession(terminal, options);
  const { says: content } = await ownInvitation(practice, id);
  if (content.member === undefined) throw new CliError('usage', { what: 'id' });
  return confirmed(terminal, practice, { id, options });
}

async function listMembers(
  terminal: Terminal,
  patient: string,
  options: SignInOptions,
): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  const members = membersOf(await readDirectory(practice), await ownFile(practice, patient));
  const rows = members.map((one) => [
    one.principal.slice(0, 8),
    one.name,
    words(`common.member.${one.role}`),
    one.since,
    one.until ?? '',
    one.by,
  ]);
  const titles = ['id', 'name', 'role', 'since', 'until', 'by'] as const;
  const columns = titles.map((title) => ({ title: words(`cli.patients-access.${title}`) }));
  print(table(columns, rows));
  return exits.ok;
}

async function stopMember(
  terminal: Terminal,
  who: { readonly patient: string; readonly person: string },
  options: SignInOptions & { readonly yes?: boolean },
): Promise<number> {
  const { print, tell, words } = terminal;
  const { practice } = await openSession(terminal, options);
  const own = await ownFile(practice, who.patient);
  const wanted = who.person.toLowerCase();
  const found = membersOf(await readDirectory(practice), own).filter(
    ({ name, principal }) => name.toLowerCase().includes(wanted) || principal.startsWith(wanted),
  );
  const [only] = found;
  if (only === undefined) throw new CliError('person-unknown', { wanted: who.person });
  if (found.length > 1)
    throw new CliError('person-ambiguous', { wanted: who.person, count: found.length });
  const names = { name: only.name, patient: displayName(contactIn(own.records)) };
  tell(words('cli.access.undone'));
  await agree(terminal, options.yes, words('cli.share.stop-sure', names));
  const { file } = own.opened.file;
  await dismissMember(practice, { file, principal: only.principal });
  print(words('cli.share.stopped', names));
  return exits.ok;
}

/**
 * `vaiti patients invite|confirm|access|stop`: a patient's or guardian's own access to what is opened to
 * them of one file.
 */
export function patientsAccessCommands(shell: Shell): readonly Command[] {
  const { terminal } = shell;
  const { words } = terminal;
  const role = new Option('--role <role>', words('cli.option.member-role'));
  const invite = shell
    .command('patients-invite', 'invite')
    .argument('<patient>', words('cli.argument.patient'))
    .addOption(role.choices(memberRoles).makeOptionMandatory())
    .option('--name <name>', words('cli.option.member-name'))
    .option('--fingerprint-stdin', words('cli.option.fingerprint-stdin'))
    .option('--no-wait', words('cli.option.no-wait'));
  withSignIn(invite, words).action((patient: string, options: InviteOptions) =>
    shell.run(() => inviteMember(terminal, patient, options)),
  );
  const confirm = shell
    .command('patients-confirm', 'confirm')
    .argument('<id>', words('cli.invitations.id'))
    .option('--fingerprint-stdin', words('cli.option.fingerprint-stdin'));
  withSignIn(confirm, words).action((id: string, options: InviteOptions) =>
    shell.run(() => confirmMember(terminal, id, options)),
  );
  const access = shell
    .command('patients-access', 'access')
    .argument('<patient>', words('cli.argument.patient'));
  withSignIn(access, words).action((patient: string, options: SignInOptions) =>
    shell.run(() => listMembers(terminal, patient, options)),
  );
  const stop = shell
    .command('patients-stop', 'stop')
    .argument('<patient>', words('cli.argument.patient'))
    .argument('<person>', words('cli.argument.person'))
    .option('--yes', words('cli.option.yes'));
  withSignIn(stop, words).action(
    (patient: string, person: string, options: SignInOptions & { readonly yes?: boolean }) =>
      shell.run(() => stopMember(terminal, { patient, person }, options)),
  );
  return [invite, confirm, access, stop];
}
