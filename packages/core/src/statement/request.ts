import { z } from 'zod';
import { type Bytes, concat, utf8 } from '../bytes.ts';
import { type CborValue, decodeAs, encodeCbor } from '../cbor.ts';
import { CoreError } from '../errors.ts';
import { bytesBetween, hashSchema, idSchema, signatureSchema, uintSchema } from '../fields.ts';
import { labelledHash, sha256 } from '../suite/hash.ts';
import { checkSuite, labels } from '../suite/suite.ts';
import { type Verify, verify } from '../suite/verify.ts';
import { approvalKinds } from './approval.ts';

/** How long a request may be approved and used, milliseconds. */
export const REQUEST_LIFE = 24 * 60 * 60 * 1000;

/**
 * What somebody asks for that takes the agreement of others: to open a file in an emergency, or to have
 * it forgotten. `reason` is the hash of the sealed reason, so that the signature covers it. Times in
 * milliseconds; a request is over at `expires`.
 */
export const requestSchema = z
  .strictObject({
    suite: uintSchema,
    practice: idSchema,
    kind: z.enum(approvalKinds),
    file: idSchema,
    requester: idSchema,
    generation: uintSchema,
    time: uintSchema,
    expires: uintSchema,
    reason: hashSchema,
  })
  .refine(({ time, expires }) => expires > time && expires - time <= REQUEST_LIFE);
export type Request = z.infer<typeof requestSchema>;

/** A request as it travels. */
export const signedRequestSchema = z.strictObject({
  request: bytesBetween(1, 512),
  signature: signatureSchema,
});
export type SignedRequest = z.infer<typeof signedRequestSchema>;

/** Deterministic bytes of a request. */
export function encodeRequest(request: Request): Bytes {
  return encodeCbor(request satisfies CborValue);
}

/** Throws `cbor-invalid`, `schema-invalid` or `suite-unknown`. */
export function decodeRequest(bytes: Uint8Array): Request {
  const request = decodeAs(requestSchema, bytes);
  checkSuite(request.suite);
  return request;
}

/** What the requester signs. */
export function requestMessage(request: Uint8Array): Bytes {
  return concat(utf8(labels.request), sha256(request));
}

/**
 * The 16 bytes by which approvals name a request: a hash of all of it, so that what was agreed to
 * cannot be exchanged under the same name.
 */
export function requestId(signed: SignedRequest): Bytes {
  return labelledHash(labels.requestId, sha256(signed.request), signed.signature).slice(0, 16);
}

/** Throws `signature-invalid` unless the requester's key signed it. */
export async function verifyRequest(
  signed: SignedRequest,
  requesterKey: Uint8Array,
  using: Verify = verify,
): Promise<void> {
  if (!(await using(requesterKey, requestMessage(signed.request), signed.signature)))
    throw new CoreError('signature-invalid', 'request');
}
