import { existingMember, Joiner } from '../../invite/join.ts';
import { parseInvitation } from '../../invite/words.ts';
import type { ClinicContext, Handlers } from '../context.ts';
import { joinViewOf } from '../people.ts';

/**
 * Coming in by an invitation. A patient or guardian who is signed in answers for a further file with the
 * keys that they have.
 */
export function joiningHandlers(
  context: ClinicContext,
): Handlers<'joinLook' | 'joinAnswer' | 'joinSecretKey' | 'joinFinish'> {
  const existing = () => {
    const practice = context.signedIn();
    return practice === undefined ? undefined : existingMember(practice);
  };
  const joiner = (code: string): Joiner =>
    new Joiner({ ...context.around, existing: existing() }, parseInvitation(code));
  return {
    joinLook: async ({ code }) => joinViewOf(await joiner(code).look(), existing() !== undefined),
    joinAnswer: async ({ code }) =>
      joinViewOf(await joiner(code).answer(), existing() !== undefined),
    joinSecretKey: async ({ code }) => ({ secretKey: await joiner(code).secretKey() }),
    joinFinish: async ({ code, password, lastGroup }) => {
      await joiner(code).finish(password, lastGroup);
      return null;
    },
  };
}
