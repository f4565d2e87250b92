import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat } from '../bytes.ts';
import { LedgerError, type LedgerErrorCode } from './errors.ts';
import type { SignatureType, VerifierKey } from './key.ts';
import { leafHash } from './merkle.ts';
import type { Sign } from './note.ts';
import type { TileReader } from './tile-reader.ts';
import { tilePath } from './tiles.ts';
import { Frontier, type TileWrite } from './tree.ts';

// For tests only: an independent reading of RFC 6962 and a log in memory.

/** Merkle Tree Hash by the recursive definition of RFC 6962 section 2.1. */
export function recursiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only === undefined) return sha256(new Uint8Array(0));
  if (leaves.length === 1) return sha256(concat(Uint8Array.of(0), only));
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  const left = recursiveRoot(leaves.slice(0, k));
  return sha256(concat(Uint8Array.of(1), left, recursiveRoot(leaves.slice(k))));
}

/** Distinct leaf data, number by number. */
export function leafData(index: number): Uint8Array {
  return new TextEncoder().encode(`leaf ${index}`);
}

/** Tiles by path, as a log stores them. */
export class TileStore {
  readonly tiles = new Map<string, Uint8Array>();
  reads = 0;

  put(writes: readonly TileWrite[]): void {
    for (const write of writes) this.tiles.set(tilePath(write), write.data);
  }

  readonly reader: TileReader = (tile) => {
    this.reads++;
    const data = this.tiles.get(tilePath(tile));
    return data === undefined
      ? Promise.reject(new Error('the store has no such tile'))
      : Promise.resolve(data);
  };
}

/**
 * A log of `size` leaves, with the partial tiles of every size in `signedSizes` and of the last.
 */
export function growLog(
  size: number,
  signedSizes: readonly number[] = [],
): { store: TileStore; frontier: Frontier; roots: Uint8Array[] } {
  const store = new TileStore();
  const frontier = new Frontier();
  const signed = new Set([...signedSizes, size]);
  const roots = [new Uint8Array(frontier.root())];
  for (let i = 0; i < size; i++) {
    store.put(frontier.append(leafHash(leafData(i))));
    roots.push(frontier.root());
    if (signed.has(i + 1)) store.put(frontier.partialTiles());
  }
  return { store, frontier, roots };
}

/** A copy with one bit turned over. */
export function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = new Uint8Array(bytes);
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit % 8));
  return copy;
}

/** A check for `assert.throws` and `assert.rejects`. */
export function withCode(...codes: readonly LedgerErrorCode[]): (error: unknown) => boolean {
  return (error) => error instanceof LedgerError && codes.includes(error.code);
}

/** A key with its signer, from a seed byte. */
export function testKey(
  name: string,
  seed: number,
  type: SignatureType = 'ed25519',
): { key: VerifierKey; sign: Sign } {
  const secret = new Uint8Array(32).fill(seed);
  return {
    key: { name, type, publicKey: ed25519.getPublicKey(secret) },
    sign: (message) => Promise.resolve(ed25519.sign(message, secret)),
  };
}
