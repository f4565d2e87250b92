import { readCaseload } from '../caseload.ts';
import type { ClinicContext, Handlers } from '../context.ts';

/** The list of patients, and drafts on this device. */
export function caseloadHandlers(
  context: ClinicContext,
): Handlers<'caseload' | 'saveDraft' | 'draft' | 'discardDraft'> {
  return {
    caseload: () =>
      context.run(async ({ practice, directory, drafts }) =>
        readCaseload(practice, {
          directory,
          drafts: await drafts.files(),
          onProgress: (done, of) => {
            context.around.emit({ event: 'progress', done, of });
          },
        }),
      ),
    saveDraft: (draft) => context.local(({ drafts }) => drafts.save(draft, context.isoNow())),
    draft: (at) => context.local(({ drafts }) => drafts.load(at)),
    discardDraft: (at) =>
      context.local(async ({ drafts }) => {
        await drafts.discard(at);
        return null;
      }),
  };
}
