import { z } from 'zod';
import { type Bytes, concat, utf8 } from '../bytes.ts';
import { type CborValue, encodeCbor } from '../cbor.ts';
import { bytesOf, idSchema, uintSchema } from '../fields.ts';
import { sha256 } from '../suite/hash.ts';
import { labels } from '../suite/suite.ts';

/**
 * What somebody signs to begin a session: who they are, by which way they got at their keys, and the
 * server's challenge. Practice and ledger key are those that their own seed came with, so that an
 * answer is of no use at another server.
 */
export const signInAnswerSchema = z.strictObject({
  suite: uintSchema,
  practice: idSchema,
  principal: idSchema,
  way: idSchema,
  /** Verifier key of the server's ledger, C2SP signed-note form. */
  ledger: z.string().min(1).max(512),
  challenge: bytesOf(32),
});
export type SignInAnswer = z.infer<typeof signInAnswerSchema>;

/** The bytes under the signature: both sides make them from what they know. */
export function signInMessage(answer: SignInAnswer): Bytes {
  return concat(utf8(labels.signIn), sha256(encodeCbor(answer satisfies CborValue)));
}
