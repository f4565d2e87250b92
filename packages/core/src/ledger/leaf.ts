import { type Bytes, concat, equal, utf8 } from '../bytes.ts';
import { sha256 } from '../suite/hash.ts';
import { LedgerError } from './errors.ts';
import { HASH_BYTES } from './merkle.ts';

/** Bytes of the salt of a leaf. Fresh and random for every leaf, or openings could be guessed. */
export const SALT_BYTES = 32;

const LABEL = utf8('vaiti/1 leaf\0');

/** What a leaf commits to, with its salt. The log never holds it; those concerned are given it. */
export type Opening = { readonly salt: Uint8Array; readonly opening: Uint8Array };

/**
 * The data of a leaf, 32 bytes: SHA-256("vaiti/1 leaf" || 0x00 || salt || opening). It is a log
 * entry: `leafHash` of it goes into the tree. Throws `ledger-out-of-range` unless the salt is 32
 * bytes.
 */
export function commitLeaf({ salt, opening }: Opening): Bytes {
  if (salt.length !== SALT_BYTES) throw new LedgerError('ledger-out-of-range');
  return sha256(concat(LABEL, salt, opening));
}

/**
 * Returns when `leafData` (32 bytes) commits to that opening. Throws `ledger-leaf-mismatch`,
 * `ledger-hash-invalid`, `ledger-out-of-range`.
 */
export function verifyLeaf(leafData: Uint8Array, opening: Opening): void {
  if (leafData.length !== HASH_BYTES) throw new LedgerError('ledger-hash-invalid');
  if (!equal(commitLeaf(opening), leafData)) throw new LedgerError('ledger-leaf-mismatch');
}
