import type { EntryId } from '@vaiti/core';
import { cancelInvitation, confirmInvitation } from '../../invite/invite.ts';
import { confirmAdministrator } from '../../practice/found.ts';
import type { ClinicContext, Handlers } from '../context.ts';
import { invitationView, invitePerson, peopleView } from '../people.ts';

type PeopleMethod =
  | 'people'
  | 'invite'
  | 'invitation'
  | 'confirmInvitation'
  | 'cancelInvitation'
  | 'confirmAdministrator';

/** Who belongs to the practice, for administrators. */
export function peopleHandlers(context: ClinicContext): Handlers<PeopleMethod> {
  return {
    people: () =>
      context.run(async ({ practice }) => {
        await practice.refresh();
        return peopleView(practice, await context.readDirectory(practice));
      }),
    invite: (args) =>
      context.run(({ practice, directory }) => invitePerson(practice, directory, args)),
    invitation: ({ id }) =>
      context.run(({ practice, directory }) => invitationView(practice, directory, id)),
    confirmInvitation: ({ id, fingerprint }) =>
      context.done(async ({ practice }) => {
        await confirmInvitation(practice, id, fingerprint);
        await context.readDirectory(practice);
      }),
    cancelInvitation: ({ id }) => context.done(({ practice }) => cancelInvitation(practice, id)),
    confirmAdministrator: ({ entry }) =>
      context.done(({ practice }) => confirmAdministrator(practice, entry as EntryId)),
  };
}
