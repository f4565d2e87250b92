import { type EntryId, fingerprintOf, type Invitation, toHex, unconfirmedOf } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { invite, type OpenInvitation, openInvitations } from '../invite/invite.ts';
import type { Joining } from '../invite/join.ts';
import { invitationLink, invitationWords } from '../invite/words.ts';
import { type Directory, nameOf } from '../practice/directory.ts';
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

function viewOf(directory: Directory, one: OpenInvitation): InvitationView {
  const { id, inviter, own } = one;
  const expires = new Date(one.expires).toISOString();
  const about = { id, by: nameOf(directory, inviter), expires };
  if (own === undefined) return { ...about, own: null };
  return {
    ...about,
    own: {
      name: own.says.name,
      roles: rolesOf(own.says),
      words: [...invitationWords(own.code)],
      link: invitationLink('', own.code),
      fingerprint: own.answer?.fingerprint ?? null,
    },
  };
}

function peopleOf({ member, roster }: Practice, directory: Directory): PersonView[] {
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
    unconfirmed: waiting(unconfirmedOf(roster, person.id)),
  }));
}

/** Everybody in the practice, and the invitations that are open. Throws as `openInvitations`. */
export async function peopleView(practice: Practice, directory: Directory): Promise<PeopleView> {
  const { people } = practice.roster;
  // Whoever was taken in finishes alone: there is nothing left to confirm.
  const invitations = (await openInvitations(practice)).filter(
    ({ own }) => own?.answer === undefined || !people.has(own.answer.id),
  );
  return {
    people: peopleOf(practice, directory),
    centres: [...directory.centres.values()].map(({ id, name }) => ({ id, name })),
    invitations: invitations.map((one) => viewOf(directory, one)),
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
  return viewOf(directory, found);
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
export function joinViewOf({ step, says, fingerprint }: Joining): JoinView {
  const { name, practiceName, inviterName } = says;
  const roles = rolesOf(says);
  return { step, name, practiceName, inviterName, roles, fingerprint: fingerprint ?? null };
}
