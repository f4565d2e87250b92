import { z } from 'zod';
import { type Bytes, concat, utf8 } from '../bytes.ts';
import { type CborValue, decodeAs, encodeCbor } from '../cbor.ts';
import { publicKeysSchema } from '../entry/access.ts';
import { hashSchema, idSchema, signatureSchema, uintSchema } from '../fields.ts';
import { sha256 } from '../suite/hash.ts';
import { labels } from '../suite/suite.ts';

/** What somebody answers to an invitation: which one, and the public keys that they have made. */
export const joinAnswerSchema = z.strictObject({
  suite: uintSchema,
  invitation: idSchema,
  keys: publicKeysSchema,
});
export type JoinAnswer = z.infer<typeof joinAnswerSchema>;

/**
 * The answer as it travels: `signature` proves that the signing key is at hand, `mac` that the code
 * of the invitation is. The server can check the first and make neither. PROTOCOL section 6.1.
 */
export const joinSchema = z.strictObject({
  answer: z.custom<Bytes>((v) => v instanceof Uint8Array && v.length > 0 && v.length <= 2048),
  signature: signatureSchema,
  mac: hashSchema,
});
export type Join = z.infer<typeof joinSchema>;

/** Deterministic bytes of an answer. */
export function encodeJoinAnswer(answer: JoinAnswer): Bytes {
  return encodeCbor(answer satisfies CborValue);
}

/** Throws `cbor-invalid` or `schema-invalid`. */
export function decodeJoinAnswer(bytes: Uint8Array): JoinAnswer {
  return decodeAs(joinAnswerSchema, bytes);
}

/** What the new person signs. */
export function joinMessage(answer: Uint8Array): Bytes {
  return concat(utf8(labels.join), sha256(answer));
}

/** What is authenticated by the invitation's MAC key: the answer together with its signature. */
export function joinMacMessage(join: Pick<Join, 'answer' | 'signature'>): Bytes {
  return concat(utf8(labels.joinMac), sha256(join.answer), join.signature);
}
