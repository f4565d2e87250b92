import type { EntryId, FileId, PrincipalId } from '@vaiti/core';
import { confirmAdministrator } from '../../practice/found.ts';
import { approveEmergency } from '../../request/approve.ts';
import { askFor, sayOf } from '../../request/ask.ts';
import { closeEmergency, openEmergency } from '../../request/emergency.ts';
import { findRequest } from '../../request/request.ts';
import type { ClinicContext, Handlers } from '../context.ts';
import { changeCouncil, councilView, emergencyViews, markSeen } from '../emergency.ts';
import type { emergencyMethods } from '../emergency-methods.ts';
import { openPatient } from '../patient-file.ts';

/** Break the glass, and the council. */
export function emergencyHandlers(context: ClinicContext): Handlers<keyof typeof emergencyMethods> {
  return {
    emergencies: () =>
      context.run(({ practice, directory }) => emergencyViews(practice, directory)),
    askEmergency: ({ file, reason }) =>
      context.run(async ({ practice }) => {
        const id = await askFor(practice, { kind: 'emergency', file: file as FileId, reason });
        return { id };
      }),
    approveEmergency: ({ id }) =>
      context.done(async ({ practice }) =>
        approveEmergency(practice, await findRequest(practice, id)),
      ),
    declineEmergency: ({ id }) =>
      context.done(async ({ practice }) =>
        sayOf(practice, await findRequest(practice, id), 'declined'),
      ),
    openEmergency: ({ id, told }) =>
      context.done(({ practice }) => openEmergency(practice, id, told)),
    closeEmergency: ({ file }) =>
      context.done(async ({ practice }) => {
        const { opened } = await openPatient(practice, file as FileId);
        await closeEmergency(practice, opened);
      }),
    reviewEmergency: ({ id, justified }) =>
      context.done(async ({ practice }) =>
        sayOf(practice, await findRequest(practice, id), justified ? 'justified' : 'unjustified'),
      ),
    seenEmergency: async ({ id }) => {
      await context.local(({ practice }) => markSeen(practice, id));
      return null;
    },
    council: () => context.run(({ practice, directory }) => councilView(practice, directory)),
    setCouncil: ({ members, threshold }) =>
      context.done(({ practice }) => changeCouncil(practice, members as PrincipalId[], threshold)),
    confirmCouncil: ({ entry }) =>
      context.done(({ practice }) => confirmAdministrator(practice, entry as EntryId)),
  };
}
