import {
  ceremonyOf,
  type EntryId,
  fingerprintOf,
  type Invitation,
  type Person,
  type PrincipalId,
  principalIdOf,
  toHex,
  unconfirmedOf,
  waitingRenewal,
} from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { invite, type OpenInvitation, openInvitations } from '../invite/invite.ts';
import type { Joining } from '../invite/join.ts';
import { invitationLink, invitationWords } from '../invite/words.ts';
import { type Directory, nameOf } from '../practice/directory.ts';
import { isoDay } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import type { ArgsOf } from './methods.ts';
import type { InvitationView, JoinView, PeopleView, PersonView } from './people-methods.ts';

function rolesOf(says: Invitation): JoinView['roles'] {
  return says.roles.map(({ role, centre, centreName }) => ({
    role,
    centre: centre === null ? null : toHex(centre),
    centreName: centre === null ? null : centreName,
  }));
}

function invitedOf({ member }: Invitation): JoinView['member'] {
  return member === undefined ? null : { role: member.role, patientName: member.patientName };
}

/** An open invitation as it is shown. */
export function invitationViewOf(directory: Directory, one: OpenInvitation): InvitationView {
  const { id, inviter, own } = one;
  const expires = new Date(one.expires).toISOString();
  const about = { id, by: nameOf(directory, inviter), expires };
  if (own === undefined) return { ...about, own: null };
  return {
    ...about,
    own: {
      name: own.says.name,
      roles: rolesOf(own.says),
      member: invitedOf(own.says),
      recovers: own.says.recovers !== undefined,
      words: [...invitationWords(own.code)],
      link: invitationLink('', own.code),
      fingerprint: own.answer?.fingerprint ?? null,
    },
  };
}

function newKeysOf({ earlier }: Person, directory: Directory): PersonView['newKeys'] {
  const newest = earlier?.at(-1);
  if (newest === undefined) return null;
  const { by, until } = newest;
  return { since: isoDay(until.day), by: by.map((id) => nameOf(directory, id)) };
}

function waitingKeysOf(
  { member, roster }: Practice,
  directory: Directory,
  id: PrincipalId,
): PersonView['waitingKeys'] {
  const waits = waitingRenewal(roster, id);
  if (waits === undefined) return null;
  const { by, keys } = waits;
  // Neither who entered them nor whose they are may confirm them.
  const own = by === member.identity.id || id === member.identity.id;
  return { by: nameOf(directory, by), own, fingerprint: fingerprintOf(keys) };
}

function sheetsOf(person: Person): PersonView['sheets'] {
  const valid = ceremonyOf(person);
  const last = valid?.steps.at(-1);
  if (valid === undefined || last === undefined) return null;
  const { need, of } = valid;
  return { need, of, step: last.step, since: isoDay(last.since.day) };
}

/** Whether the keys of an answer stand in the roster, or wait there. */
function isEntered({ roster }: Practice, answered: PrincipalId): boolean {
  if (roster.people.has(answered)) return true;
  return [...roster.people.values()].some(({ id, keys }) => {
    const waits = waitingRenewal(roster, id);
    const all = waits === undefined ? [keys] : [keys, waits.keys];
    return all.some((one) => principalIdOf(one) === answered);
  });
}

function peopleOf(practice: Practice, directory: Directory): PersonView[] {
  const { member, roster } = practice;
  const me = member.identity.id;
  const waiting = (entry: EntryId | undefined): PersonView['unconfirmed'] => {
    const found = entry === undefined ? undefined : roster.unconfirmed.get(entry);
    if (entry === undefined || found === undefined) return null;
    return { entry, by: nameOf(directory, found.by), own: found.by === me };
  };
  return [...roster.people.values()].map((person) => ({
    principal: person.id,
    name: nameOf(directory, person.id),
    title: directory.staff.get(person.id)?.title ?? '',
    roles: person.roles.map(({ role, centre }) => ({
      role,
      centre,
      centreName: centre === null ? null : (directory.centres.get(centre)?.name ?? null),
    })),
    fingerprint: fingerprintOf(person.keys),
    retired: person.retired,
    supervisor: directory.supervisors.get(person.id) ?? null,
    unconfirmed: waiting(unconfirmedOf(roster, person.id)),
    newKeys: newKeysOf(person, directory),
    waitingKeys: waitingKeysOf(practice, directory, person.id),
    sheets: sheetsOf(person),
  }));
}

/** Everybody in the practice, and the invitations that are open. Throws as `openInvitations`. */
export async function peopleView(practice: Practice, directory: Directory): Promise<PeopleView> {
  // Whoever was taken in finishes alone: there is nothing left to confirm.
  const invitations = (await openInvitations(practice)).filter(
    ({ kind, own }) =>
      kind === 'staff' && (own?.answer === undefined || !isEntered(practice, own.answer.id)),
  );
  return {
    people: peopleOf(practice, directory),
    centres: [...directory.centres.values()].map(({ id, name }) => ({ id, name })),
    invitations: invitations.map((one) => invitationViewOf(directory, one)),
  };
}

/** One open invitation. Throws `not-found` and as `openInvitations`. */
export async function invitationView(
  practice: Practice,
  directory: Directory,
  id: string,
): Promise<InvitationView> {
  const found = (await openInvitations(practice)).find((one) => one.id === id);
  if (found === undefined) throw new ClientError('not-found');
  return invitationViewOf(directory, found);
}

/** Invites somebody to one role. Throws as `invite`. */
export async function invitePerson(
  practice: Practice,
  directory: Directory,
  { name, title, role, centre }: ArgsOf<'invite'>,
): Promise<InvitationView> {
  const { id } = await invite(practice, directory, { name, title, roles: [{ role, centre }] });
  return invitationView(practice, directory, id);
}

/** How joining stands, as it is shown. */
export function joinViewOf({ step, says, fingerprint }: Joining, isOutside: boolean): JoinView {
  const { name, practiceName, inviterName } = says;
  const roles = rolesOf(says);
  const member = invitedOf(says);
  return {
    step,
    name,
    practiceName,
    inviterName,
    roles,
    member,
    existing: isOutside && member !== null,
    recovers: says.recovers !== undefined,
    fingerprint: fingerprint ?? null,
  };
}
