import { z } from 'zod';
import type { Bytes } from '../bytes.ts';
import { bytesBetween, bytesOf, idSchema } from '../fields.ts';
import { ENC_LENGTH, GRANT_CIPHERTEXT_LENGTH } from '../grant/grant.ts';
import { sha256 } from '../suite/hash.ts';

/** Most characters of a reason. */
export const MAX_REASON = 4000;

/** The key of a reason, sealed to one reader. */
export const reasonKeySchema = z.strictObject({
  reader: idSchema,
  enc: bytesOf(ENC_LENGTH),
  ciphertext: bytesOf(GRANT_CIPHERTEXT_LENGTH),
});
export type ReasonKey = z.infer<typeof reasonKeySchema>;

/** A sealed reason: the text under a key of its own, and that key for everyone who shall read it. */
export const sealedReasonSchema = z.strictObject({
  body: bytesBetween(1, 24_576),
  keys: z.array(reasonKeySchema).max(64),
});
export type SealedReason = z.infer<typeof sealedReasonSchema>;

/** What the request names: the SHA-256 of the sealed text. */
export function reasonHash({ body }: Pick<SealedReason, 'body'>): Bytes {
  return sha256(body);
}
