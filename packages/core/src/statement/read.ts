import { z } from 'zod';
import { type Bytes, concat, utf8 } from '../bytes.ts';
import { type CborValue, decodeAs, encodeCbor } from '../cbor.ts';
import { CoreError } from '../errors.ts';
import { bytesBetween, bytesOf, idSchema, signatureSchema, uintSchema } from '../fields.ts';
import { sha256 } from '../suite/hash.ts';
import { checkSuite, labels } from '../suite/suite.ts';
import { type Verify, verify } from '../suite/verify.ts';

/** Why a reader says they read. */
export const purposes = [
  'care',
  'caseload',
  'reception',
  'supervision',
  'own',
  'export',
  'verify',
  'support',
  'emergency',
] as const;
export type Purpose = (typeof purposes)[number];

/**
 * The signed statement that a fetch carries. `reader` is the person who asks, `as` the principal
 * whose grant is used (themselves or a role group). `to` is inclusive and at least
 * `from`; time is in milliseconds.
 */
export const readStatementSchema = z
  .strictObject({
    suite: uintSchema,
    practice: idSchema,
    file: idSchema,
    reader: idSchema,
    generation: uintSchema,
    as: idSchema,
    from: uintSchema,
    to: uintSchema,
    purpose: z.enum(purposes),
    time: uintSchema,
    nonce: bytesOf(16),
  })
  .refine((statement) => statement.from <= statement.to);
export type ReadStatement = z.infer<typeof readStatementSchema>;

/** A statement as it travels. */
export const signedReadSchema = z.strictObject({
  statement: bytesBetween(1, 1024),
  signature: signatureSchema,
});
export type SignedRead = z.infer<typeof signedReadSchema>;

/** Deterministic bytes of a statement. */
export function encodeRead(statement: ReadStatement): Bytes {
  return encodeCbor(statement satisfies CborValue);
}

/** What the reader signs. */
export function readMessage(statement: Uint8Array): Bytes {
  return concat(utf8(labels.read), sha256(statement));
}

/** Throws `cbor-invalid`, `schema-invalid` or `suite-unknown`. */
export function decodeRead(bytes: Uint8Array): ReadStatement {
  const statement = decodeAs(readStatementSchema, bytes);
  checkSuite(statement.suite);
  return statement;
}

/** Throws `signature-invalid` unless the reader's key signed the statement. */
export async function verifyRead(
  read: SignedRead,
  readerKey: Uint8Array,
  using: Verify = verify,
): Promise<void> {
  if (!(await using(readerKey, readMessage(read.statement), read.signature)))
    throw new CoreError('signature-invalid', 'read statement');
}
