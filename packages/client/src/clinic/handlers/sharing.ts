import type { ClinicContext, Handlers } from '../context.ts';
import { colleaguesOf, shareWith, stopSharingWith } from '../sharing.ts';
import type { sharingMethods } from '../sharing-methods.ts';

/** Who reads a file. */
export function sharingHandlers(context: ClinicContext): Handlers<keyof typeof sharingMethods> {
  return {
    colleagues: () => context.local(({ practice, directory }) => colleaguesOf(practice, directory)),
    share: (args) => context.changing(args.file, ({ practice }) => shareWith(practice, args)),
    stopSharing: (args) =>
      context.changing(args.file, ({ practice }) => stopSharingWith(practice, args)),
  };
}
