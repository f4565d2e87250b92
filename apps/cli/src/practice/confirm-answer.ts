import { confirmInvitation, ownInvitation, type Practice } from '@vaiti/client';
import type { Terminal } from '../output/terminal.ts';
import type { WordId } from '../output/words.ts';
import { Progress } from '../progress/progress.ts';
import { compared } from './compared.ts';

/** Milliseconds between two looks for an answer. */
const EVERY = 1000;

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const staffWords = { later: 'cli.invite.later', done: 'cli.invite.done' } as const;

/** Waits until somebody answered; resolves to their fingerprint. Throws as `ownInvitation`. */
async function answered(terminal: Terminal, practice: Practice, id: string): Promise<string> {
  const progress = new Progress(terminal);
  for (;;) {
    const { says, answer } = await ownInvitation(practice, id);
    if (answer !== undefined) {
      progress.clear();
      return answer.fingerprint;
    }
    progress.update(() => terminal.words('cli.invite.waiting', { name: says.name }));
    await pause(EVERY);
  }
}

/**
 * Waits for the answer, shows its fingerprint, and takes the person in once it is confirmed: by a
 * question on a terminal, or by the fingerprint itself on standard input. Resolves to whether it was
 * confirmed. Throws `fingerprint-changed` when other keys were compared than those that answered.
 */
export async function confirmAnswer(
  terminal: Terminal,
  practice: Practice,
  options: {
    readonly id: string;
    readonly fromStdin: boolean;
    /** What is said when it was put off, and when it is done. */
    readonly says?: { readonly later: WordId; readonly done: WordId };
  },
): Promise<boolean> {
  const { print, tell, words } = terminal;
  const { later, done } = options.says ?? staffWords;
  const fingerprint = await answered(terminal, practice, options.id);
  const { says } = await ownInvitation(practice, options.id);
  tell(words('cli.invite.compare', { name: says.name }));
  print(words('cli.fingerprint.line', { fingerprint }));
  if (!(await compared(terminal, fingerprint, options.fromStdin))) {
    tell(words(later, { id: options.id }));
    return false;
  }
  await confirmInvitation(practice, options.id, fingerprint);
  print(words(done, { name: says.name }));
  return true;
}
