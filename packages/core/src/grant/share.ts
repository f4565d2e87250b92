import { z } from 'zod';
import { type Bytes, concat, utf8 } from '../bytes.ts';
import { type CborValue, decodeAs, encodeCbor } from '../cbor.ts';
import { CoreError } from '../errors.ts';
import {
  bytesBetween,
  bytesOf,
  daySchema,
  idSchema,
  signatureSchema,
  uintSchema,
} from '../fields.ts';
import { labelledHash, sha256 } from '../suite/hash.ts';
import { checkSuite, labels } from '../suite/suite.ts';
import { type Verify, verify } from '../suite/verify.ts';
import { ENC_LENGTH } from './grant.ts';

/** A share of a 32-byte key: one byte for each of its bytes and one that numbers the share. */
export const SHARE_LENGTH = 33;
/** A sealed share: the share and the GCM tag. */
const SEALED_LENGTH = SHARE_LENGTH + 16;

/**
 * Whose share of which file's root key it is, and to whom it is sealed: the officer, or with `request`
 * whoever made that request and to whom the officer seals it again.
 */
export const shareHeaderSchema = z.strictObject({
  suite: uintSchema,
  practice: idSchema,
  file: idSchema,
  epoch: uintSchema,
  officer: idSchema,
  reader: idSchema,
  readerGeneration: uintSchema,
  request: idSchema.nullable(),
  by: idSchema,
  byGeneration: uintSchema,
  day: daySchema,
});
export type ShareHeader = z.infer<typeof shareHeaderSchema>;

/** A sealed share as it travels: header bytes, HPKE output, signature of who sealed it. */
export const shareSchema = z.strictObject({
  header: bytesBetween(1, 1024),
  enc: bytesOf(ENC_LENGTH),
  ciphertext: bytesOf(SEALED_LENGTH),
  signature: signatureSchema,
});
export type Share = z.infer<typeof shareSchema>;

/** The header's bytes: HPKE `info` is the share label and these. */
export function encodeShareHeader(header: ShareHeader): Bytes {
  return encodeCbor(header satisfies CborValue);
}

/** Throws `cbor-invalid`, `schema-invalid`, `suite-unknown`. */
export function decodeShareHeader(bytes: Uint8Array): ShareHeader {
  const header = decodeAs(shareHeaderSchema, bytes);
  checkSuite(header.suite);
  return header;
}

/** What is signed: HPKE base mode authenticates no sender (RFC 9180 section 9.1.1). */
export function shareMessage(header: Uint8Array, enc: Uint8Array, ciphertext: Uint8Array): Bytes {
  return concat(utf8(labels.share), sha256(header), sha256(concat(enc, ciphertext)));
}

/** The hash that a split's line names, 32 bytes: it pins this very sealed share. */
export function shareId(share: Share): Bytes {
  return labelledHash(labels.shareId, encodeCbor({ ...share } satisfies CborValue));
}

/** Throws `signature-invalid` unless `key` signed this sealed share. */
export async function verifyShare(
  share: Share,
  key: Uint8Array,
  using: Verify = verify,
): Promise<void> {
  const message = shareMessage(share.header, share.enc, share.ciphertext);
  if (!(await using(key, message, share.signature)))
    throw new CoreError('signature-invalid', 'share');
}
