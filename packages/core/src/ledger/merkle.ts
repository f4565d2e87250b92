import type { Bytes } from '../bytes.ts';
import { sha256 } from '../suite/hash.ts';
import { LedgerError } from './errors.ts';

/** Bytes of every hash in the tree (SHA-256). */
export const HASH_BYTES = 32;

/** Root of the tree without leaves: SHA-256 of nothing (RFC 6962 section 2.1). */
export function emptyRoot(): Bytes {
  return sha256(new Uint8Array(0));
}

/** Hash of a leaf with the given data: SHA-256(0x00 || data) (RFC 6962 section 2.1). */
export function leafHash(data: Uint8Array): Bytes {
  const input = new Uint8Array(1 + data.length);
  input.set(data, 1);
  return sha256(input);
}

// One buffer for all interior hashes: hashing is synchronous and the inputs are public.
const pair = new Uint8Array(1 + 2 * HASH_BYTES);
pair[0] = 1;

/**
 * Hash of an interior node: SHA-256(0x01 || left || right) (RFC 6962 section 2.1).
 * Throws `ledger-hash-invalid` unless both are 32 bytes.
 */
export function nodeHash(left: Uint8Array, right: Uint8Array): Bytes {
  requireHash(left);
  requireHash(right);
  pair.set(left, 1);
  pair.set(right, 1 + HASH_BYTES);
  return sha256(pair);
}

/** Throws `ledger-hash-invalid` unless `hash` is 32 bytes. */
export function requireHash(hash: Uint8Array): void {
  if (hash.length !== HASH_BYTES) throw new LedgerError('ledger-hash-invalid');
}

/**
 * The subtrees that a run of leaves ends in, by height: bit `k` of the number of leaves says
 * whether `edge[k]` is in use. Adds `hash` to a run of `count` leaves and returns the root of the
 * subtree that this completes, with its height.
 */
export function addToEdge(
  edge: Uint8Array[],
  count: number,
  hash: Uint8Array,
): { hash: Uint8Array; height: number } {
  let height = 0;
  let node = hash;
  // Division, not shifts: counts may exceed 32 bits.
  for (let rest = count; rest % 2 === 1; rest = (rest - 1) / 2) {
    node = nodeHash(edge[height] ?? new Uint8Array(0), node);
    height++;
  }
  edge[height] = node;
  return { hash: node, height };
}

/**
 * Folds the subtrees in use (see `addToEdge`) into `right`, the hash of all that lies right of
 * them.
 */
export function foldEdge(
  edge: readonly Uint8Array[],
  count: number,
  right?: Uint8Array,
): Uint8Array | undefined {
  let node = right;
  let rest = count;
  for (let height = 0; rest > 0; height++, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 0) continue;
    const left = edge[height] ?? new Uint8Array(0);
    node = node === undefined ? left : nodeHash(left, node);
  }
  return node;
}

/**
 * Merkle Tree Hash of the leaves with the given leaf hashes (RFC 6962 section 2.1), in linear time
 * and logarithmic memory. The root of no leaves is SHA-256 of nothing.
 */
export function rootOf(leafHashes: Iterable<Uint8Array>): Bytes {
  const edge: Uint8Array[] = [];
  let count = 0;
  for (const hash of leafHashes) {
    requireHash(hash);
    addToEdge(edge, count, hash);
    count++;
  }
  const root = foldEdge(edge, count);
  return root === undefined ? emptyRoot() : new Uint8Array(root);
}
