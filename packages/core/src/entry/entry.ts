import { z } from 'zod';
import { type Bytes, concat, equal, utf8 } from '../bytes.ts';
import { CoreError } from '../errors.ts';
import { bytesBetween, bytesOf, hashSchema, signatureSchema } from '../fields.ts';
import { type EntryId, idOf } from '../ids.ts';
import { labelledHash, sha256 } from '../suite/hash.ts';
import { labels } from '../suite/suite.ts';
import { type Verify, verify } from '../suite/verify.ts';
import { decodeHeader, type Header, MAX_BODY } from './header.ts';

/** Fixed and per-chunk cost of chunked encryption, C2SP chunked-encryption. */
const CHUNK = 16 * 1024;
/** A wrap is the sealed 32-byte entry key: salt 24, commitment 32, key 32, tag 16. */
export const WRAP_LENGTH = 104;

/** Length in bytes of the ciphertext of a body of `length` bytes; 0 stands for "no body". */
export function bodyLength(length: number): number {
  return length === 0 ? 0 : 56 + length + 16 * (Math.floor(length / CHUNK) + 1);
}

/** A sealed entry as it travels. The body may be left out for readers who may not open it. */
export const sealedEntrySchema = z.strictObject({
  header: bytesBetween(1, 65_536),
  bodyHash: hashSchema,
  signature: signatureSchema,
  body: bytesBetween(0, bodyLength(MAX_BODY)).nullable(),
  wrap: bytesOf(WRAP_LENGTH).nullable(),
  /** The epoch under whose compartment key the wrap was made: the newest after a rotation. */
  wrapEpoch: z.number().int().nonnegative(),
});
export type SealedEntry = z.infer<typeof sealedEntrySchema>;

/** An entry whose header was parsed and whose body, if it is here, matches its hash. */
export interface ParsedEntry {
  readonly sealed: SealedEntry;
  readonly header: Header;
  readonly id: EntryId;
}

/** What the author signs: header and ciphertext, not the wrap, so rotation leaves it untouched. */
export function entryMessage(header: Uint8Array, bodyHash: Uint8Array): Bytes {
  return concat(utf8(labels.entry), sha256(header), bodyHash);
}

/** The id that the next entry's `prev` names. */
export function entryId(header: Uint8Array, bodyHash: Uint8Array, signature: Uint8Array): EntryId {
  return idOf(labelledHash(labels.entryId, sha256(header), bodyHash, signature));
}

/**
 * Parses and checks what needs no key.
 * Throws `cbor-invalid`, `schema-invalid`, `suite-unknown`, `body-mismatch` (hash),
 * `length-mismatch` (the header announces another length) or `ciphertext-truncated`.
 */
export function parseEntry(sealed: SealedEntry): ParsedEntry {
  const header = decodeHeader(sealed.header);
  if (sealed.body !== null) {
    const expected = bodyLength(header.length);
    if (sealed.body.length < expected) throw new CoreError('ciphertext-truncated');
    if (sealed.body.length > expected) throw new CoreError('length-mismatch');
    if (!equal(sha256(sealed.body), sealed.bodyHash)) throw new CoreError('body-mismatch');
  }
  return { sealed, header, id: entryId(sealed.header, sealed.bodyHash, sealed.signature) };
}

/** Checks the author's signature with the key that the roster names. Throws `signature-invalid`. */
export async function verifyEntry(
  entry: ParsedEntry,
  authorKey: Uint8Array,
  using: Verify = verify,
): Promise<void> {
  const { header, bodyHash, signature } = entry.sealed;
  if (!(await using(authorKey, entryMessage(header, bodyHash), signature)))
    throw new CoreError('signature-invalid', `entry ${String(entry.header.seq)}`);
}
