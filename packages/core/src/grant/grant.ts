import { z } from 'zod';
import { type Bytes, concat, utf8 } from '../bytes.ts';
import { type CborValue, decodeAs, encodeCbor } from '../cbor.ts';
import { CoreError } from '../errors.ts';
import {
  bytesBetween,
  bytesOf,
  daySchema,
  hashSchema,
  idSchema,
  signatureSchema,
  uintSchema,
} from '../fields.ts';
import { labelledHash, sha256 } from '../suite/hash.ts';
import { checkSuite, labels } from '../suite/suite.ts';
import { type Verify, verify } from '../suite/verify.ts';
import { scopes } from '../entry/access.ts';

/** HPKE encapsulated secret of MLKEM768-X25519, bytes. */
export const ENC_LENGTH = 1120;
/** A sealed 32-byte key: 32 + GCM tag. */
export const GRANT_CIPHERTEXT_LENGTH = 48;

/** Who gets which key of which file in which epoch, from whom. For a role group, `file` is its id. */
export const grantHeaderSchema = z.strictObject({
  suite: uintSchema,
  practice: idSchema,
  file: idSchema,
  epoch: uintSchema,
  reader: idSchema,
  generation: uintSchema,
  scope: z.enum([...scopes, 'entry', 'group']),
  /** For scope `entry`: `seq` of the entry whose key this is. */
  entry: uintSchema.exactOptional(),
  by: idSchema,
  byGeneration: uintSchema,
  day: daySchema,
});
export type GrantHeader = z.infer<typeof grantHeaderSchema>;

/** A grant as it travels: header bytes, HPKE output, granter's signature. */
export const grantSchema = z.strictObject({
  header: bytesBetween(1, 1024),
  enc: bytesOf(ENC_LENGTH),
  ciphertext: bytesOf(GRANT_CIPHERTEXT_LENGTH),
  signature: signatureSchema,
});
export type Grant = z.infer<typeof grantSchema>;

/** One line of a role group's holders. */
export const holderSchema = z.strictObject({
  holder: idSchema,
  generation: uintSchema,
  grant: hashSchema,
});
export type Holder = z.infer<typeof holderSchema>;

/** The header's bytes: HPKE `info` is the grant label and these. */
export function encodeGrantHeader(header: GrantHeader): Bytes {
  return encodeCbor(header satisfies CborValue);
}

/** Throws `cbor-invalid`, `schema-invalid`, `suite-unknown`. */
export function decodeGrantHeader(bytes: Uint8Array): GrantHeader {
  const header = decodeAs(grantHeaderSchema, bytes);
  checkSuite(header.suite);
  return header;
}

/** What the granter signs: HPKE base mode authenticates no sender (RFC 9180 section 9.1.1). */
export function grantMessage(header: Uint8Array, enc: Uint8Array, ciphertext: Uint8Array): Bytes {
  return concat(utf8(labels.grant), sha256(header), sha256(concat(enc, ciphertext)));
}

/** The hash that the chain or the roster names, 32 bytes: it pins this very grant. */
export function grantId(grant: Grant): Bytes {
  return labelledHash(labels.grantId, encodeCbor({ ...grant } satisfies CborValue));
}

/** Throws `signature-invalid` unless `granterKey` signed this grant. */
export async function verifyGrant(
  grant: Grant,
  granterKey: Uint8Array,
  using: Verify = verify,
): Promise<void> {
  const message = grantMessage(grant.header, grant.enc, grant.ciphertext);
  if (!(await using(granterKey, message, grant.signature)))
    throw new CoreError('signature-invalid', 'grant');
}
