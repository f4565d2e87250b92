import { type Bytes, equal } from '../bytes.ts';
import { LedgerError, requireCount } from './errors.ts';
import { HASH_BYTES, leafHash } from './merkle.ts';
import { TILE_WIDTH } from './tiles.ts';

/** Bytes of the largest entry that a bundle can hold. */
export const MAX_ENTRY_BYTES = 0xffff;

/**
 * Entry bundle of 1 to 256 entries, each with its length before it as big-endian uint16 (C2SP
 * tlog-tiles, "Log entries"). Throws `ledger-out-of-range` on an entry over 65,535 bytes or a wrong
 * number of entries.
 */
export function encodeBundle(entries: readonly Uint8Array[]): Bytes {
  requireEntryCount(entries.length);
  const out = new Uint8Array(entries.reduce((n, entry) => n + 2 + entry.length, 0));
  let at = 0;
  for (const entry of entries) {
    if (entry.length > MAX_ENTRY_BYTES) throw new LedgerError('ledger-out-of-range');
    out[at] = entry.length >> 8;
    out[at + 1] = entry.length & 0xff;
    out.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return out;
}

/**
 * The entries of a bundle of `width` entries, as views of `bytes`. Throws `ledger-bundle-invalid`
 * when it is cut short or holds more or fewer, `ledger-out-of-range` on a wrong width.
 */
export function decodeBundle(bytes: Uint8Array, width: number): Uint8Array[] {
  requireEntryCount(width);
  const entries: Uint8Array[] = [];
  let at = 0;
  while (entries.length < width) {
    const high = bytes[at];
    const low = bytes[at + 1];
    if (high === undefined || low === undefined) throw new LedgerError('ledger-bundle-invalid');
    const end = at + 2 + high * 256 + low;
    if (end > bytes.length) throw new LedgerError('ledger-bundle-invalid');
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  if (at !== bytes.length) throw new LedgerError('ledger-bundle-invalid');
  return entries;
}

/**
 * Returns when each entry hashes to its place in the level 0 tile with the same index and width.
 * Throws `ledger-bundle-mismatch`.
 */
export function verifyBundle(entries: readonly Uint8Array[], tile: Uint8Array): void {
  if (tile.length !== entries.length * HASH_BYTES) throw new LedgerError('ledger-bundle-mismatch');
  for (const [i, entry] of entries.entries()) {
    const expected = tile.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES);
    if (!equal(leafHash(entry), expected)) throw new LedgerError('ledger-bundle-mismatch');
  }
}

function requireEntryCount(count: number): void {
  requireCount(count);
  if (count < 1 || count > TILE_WIDTH) throw new LedgerError('ledger-out-of-range');
}
