import type { PrincipalId } from '@vaiti/core';
import { setSupervisor } from '../../practice/supervisor.ts';
import type { ClinicContext, Handlers } from '../context.ts';
import { lendNote, lentView, lentViews, supervisorView } from '../supervision.ts';
import type { supervisionMethods } from '../supervision-methods.ts';

/** Single notes on loan: those of trainees to their supervisors, and others. */
export function supervisionHandlers(
  context: ClinicContext,
): Handlers<keyof typeof supervisionMethods> {
  return {
    supervisor: () =>
      context.local(({ practice, directory }) => supervisorView(practice, directory)),
    lentNotes: () => context.run(({ practice, directory }) => lentViews(practice, directory)),
    lentNote: (at) => context.run(({ practice, directory }) => lentView(practice, directory, at)),
    lendNote: (args) => context.changing(args.file, ({ practice }) => lendNote(practice, args)),
    setSupervisor: ({ principal, supervisor }) =>
      context.done(async ({ practice, directory }) => {
        await setSupervisor(practice, directory, {
          trainee: principal as PrincipalId,
          supervisor: supervisor as PrincipalId | null,
        });
        await context.readDirectory(practice);
      }),
  };
}
