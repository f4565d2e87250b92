import type { FileId } from '@vaiti/core';
import type { ClinicContext, Handlers } from '../context.ts';
import { askFor, decideForget, forgetPatient, forgetRequests, forgetState } from '../forget.ts';
import type { forgetMethods } from '../forget-methods.ts';

/** The end of files: asked for, agreed to, carried out. */
export function forgettingHandlers(context: ClinicContext): Handlers<keyof typeof forgetMethods> {
  return {
    forgetState: ({ file }) =>
      context.run(({ practice, directory }) => forgetState(practice, directory, file as FileId)),
    askToForget: (args) => context.done(({ practice }) => askFor(practice, args)),
    forget: (args) =>
      context.run(async ({ drafts, practice }) => {
        const until = await forgetPatient(practice, args);
        await drafts.forget(args.file);
        return { until };
      }),
    forgetRequests: () =>
      context.run(({ practice, directory }) => forgetRequests(practice, directory)),
    decideForget: (args) => context.done(({ practice }) => decideForget(practice, args)),
  };
}
