import { z } from 'zod';
import { type Bytes, concat, utf8 } from '../bytes.ts';
import { type CborValue, decodeAs, encodeCbor } from '../cbor.ts';
import { CoreError } from '../errors.ts';
import { bytesBetween, idSchema, signatureSchema, uintSchema } from '../fields.ts';
import { sha256 } from '../suite/hash.ts';
import { checkSuite, labels } from '../suite/suite.ts';
import { type Verify, verify } from '../suite/verify.ts';

/** What takes the agreement of others. */
export const approvalKinds = ['emergency', 'forget'] as const;
export type ApprovalKind = (typeof approvalKinds)[number];

/**
 * What somebody signs who agrees that `requester` opens a file in an emergency or has it forgotten:
 * this request, this file, this epoch, nothing else. `time` in milliseconds.
 */
export const approvalSchema = z.strictObject({
  suite: uintSchema,
  practice: idSchema,
  kind: z.enum(approvalKinds),
  request: idSchema,
  file: idSchema,
  epoch: uintSchema,
  approver: idSchema,
  generation: uintSchema,
  requester: idSchema,
  time: uintSchema,
});
export type Approval = z.infer<typeof approvalSchema>;

/** An approval as it travels and as it stands in the entry that rests on it. */
export const signedApprovalSchema = z.strictObject({
  approval: bytesBetween(1, 512),
  signature: signatureSchema,
});
export type SignedApproval = z.infer<typeof signedApprovalSchema>;

/** Deterministic bytes of an approval. */
export function encodeApproval(approval: Approval): Bytes {
  return encodeCbor(approval satisfies CborValue);
}

/** Throws `cbor-invalid`, `schema-invalid` or `suite-unknown`. */
export function decodeApproval(bytes: Uint8Array): Approval {
  const approval = decodeAs(approvalSchema, bytes);
  checkSuite(approval.suite);
  return approval;
}

/** What the approver signs. */
export function approvalMessage(approval: Uint8Array): Bytes {
  return concat(utf8(labels.approval), sha256(approval));
}

/** Throws `signature-invalid` unless the approver's key signed it. */
export async function verifyApproval(
  signed: SignedApproval,
  approverKey: Uint8Array,
  using: Verify = verify,
): Promise<void> {
  if (!(await using(approverKey, approvalMessage(signed.approval), signed.signature)))
    throw new CoreError('signature-invalid', 'approval');
}
