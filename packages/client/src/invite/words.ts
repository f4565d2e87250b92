import { base64urlnopad } from '@scure/base';
import { type Entropy, INVITATION_CODE_LENGTH, Secret } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { parseWords, wordsOf } from '../words/typed.ts';

/** Words of an invitation: 128 random bits and 4 of check (BIP-39). */
export const INVITATION_WORDS = 12;

/** Where the code of a link begins. What stands behind `#` stays in the browser. */
const LINK = '#/join/';
const CODE = /^[A-Za-z0-9_-]{22}$/;

/** A fresh code of an invitation. */
export function newInvitationCode(entropy: Entropy): Secret {
  return new Secret(entropy(INVITATION_CODE_LENGTH));
}

/** The code as twelve English words (BIP-39). */
export function invitationWords(code: Secret): readonly string[] {
  return code.use((bytes) => wordsOf(bytes));
}

/** The code as an address to open on the new person's device. `server` has no slash at its end. */
export function invitationLink(server: string, code: Secret): string {
  return `${server}/${LINK}${code.use((bytes) => base64urlnopad.encode(bytes))}`;
}

/**
 * Reads a code: a link, what stands at its end, or the words as typed (numbers, commas, line breaks
 * and case do not matter, four letters are enough). Throws `invitation-word-unknown` for a word that is not on the list and
 * `invitation-words-invalid` for too few, too many, or a check that fails.
 */
export function parseInvitation(text: string): Secret {
  const typed = text.trim();
  const at = typed.indexOf(LINK);
  const tail = at === -1 ? typed : typed.slice(at + LINK.length);
  if (CODE.test(tail)) return new Secret(decoded(tail));
  const parsed = parseWords(typed, INVITATION_WORDS);
  if (!('fault' in parsed)) return parsed.secret;
  const unknown = parsed.fault === 'unknown';
  throw new ClientError(unknown ? 'invitation-word-unknown' : 'invitation-words-invalid');
}

function decoded(text: string): Uint8Array {
  try {
    return base64urlnopad.decode(text);
  } catch (cause) {
    throw new ClientError('invitation-words-invalid', { cause });
  }
}
