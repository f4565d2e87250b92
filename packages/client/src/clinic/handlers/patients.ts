import type { FileId } from '@vaiti/core';
import type { ClinicContext, Handlers } from '../context.ts';
import { decide, endMember, inviteMember, membersView, sharedViews, tell } from '../members.ts';
import type { patientMethods } from '../patient-methods.ts';

/** What patients and guardians see of a file, decided by its care team; and what they see themselves. */
export function patientHandlers(context: ClinicContext): Handlers<keyof typeof patientMethods> {
  return {
    members: ({ file }) =>
      context.run(({ practice, directory }) => membersView(practice, directory, file as FileId)),
    inviteMember: (args) =>
      context.run(({ practice, directory }) => inviteMember(practice, directory, args)),
    dismissMember: (args) =>
      context.changing(args.file, ({ practice }) => endMember(practice, args)),
    decide: (args) => context.changing(args.file, ({ practice }) => decide(practice, args)),
    tell: (args) =>
      context.changing(args.file, ({ practice, directory }) => tell(practice, directory, args)),
    shared: () => context.run(({ practice }) => sharedViews(practice)),
  };
}
