import { z } from 'zod';
import { type Bytes, concat, utf8 } from '../bytes.ts';
import { type CborValue, decodeAs, encodeCbor } from '../cbor.ts';
import { CoreError } from '../errors.ts';
import { bytesBetween, idSchema, signatureSchema, uintSchema } from '../fields.ts';
import { sha256 } from '../suite/hash.ts';
import { checkSuite, labels } from '../suite/suite.ts';
import { type Verify, verify } from '../suite/verify.ts';

/** What is said of a request: an approver declined, or a review found it justified or not. */
export const verdicts = ['declined', 'justified', 'unjustified'] as const;
export type VerdictKind = (typeof verdicts)[number];

/** Somebody's signed word on a request. `time` in milliseconds. */
export const verdictSchema = z.strictObject({
  suite: uintSchema,
  practice: idSchema,
  request: idSchema,
  file: idSchema,
  says: z.enum(verdicts),
  by: idSchema,
  generation: uintSchema,
  time: uintSchema,
});
export type Verdict = z.infer<typeof verdictSchema>;

/** A verdict as it travels. */
export const signedVerdictSchema = z.strictObject({
  verdict: bytesBetween(1, 512),
  signature: signatureSchema,
});
export type SignedVerdict = z.infer<typeof signedVerdictSchema>;

/** Deterministic bytes of a verdict. */
export function encodeVerdict(verdict: Verdict): Bytes {
  return encodeCbor(verdict satisfies CborValue);
}

/** Throws `cbor-invalid`, `schema-invalid` or `suite-unknown`. */
export function decodeVerdict(bytes: Uint8Array): Verdict {
  const verdict = decodeAs(verdictSchema, bytes);
  checkSuite(verdict.suite);
  return verdict;
}

/** What is signed. */
export function verdictMessage(verdict: Uint8Array): Bytes {
  return concat(utf8(labels.verdict), sha256(verdict));
}

/** Throws `signature-invalid` unless this key signed it. */
export async function verifyVerdict(
  signed: SignedVerdict,
  key: Uint8Array,
  using: Verify = verify,
): Promise<void> {
  if (!(await using(key, verdictMessage(signed.verdict), signed.signature)))
    throw new CoreError('signature-invalid', 'verdict');
}
