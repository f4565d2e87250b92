import {
  type Bytes,
  concat,
  HASH_BYTES,
  LedgerError,
  leafHash,
  rootOf,
  TILE_WIDTH,
  type Tile,
  type TileReader,
} from '@vaiti/core/blind';
import type { Store } from '../store/store.ts';

/**
 * Tiles out of the store alone: full ones are stored, unfinished ones follow from the leaves (level 0)
 * or from the full tiles one level below.
 */
export function storedTiles(store: Store): TileReader {
  return async ({ level, index, width }: Tile) => {
    const full = await store.tile(level, index);
    if (full !== undefined) return full;
    if (width === TILE_WIDTH) throw new LedgerError('ledger-tile-length');
    const first = index * TILE_WIDTH;
    if (level === 0) {
      const leaves = await store.leafData(first, first + width);
      return concat(...leaves.map(leafHash));
    }
    const hashes: Bytes[] = [];
    for (let i = first; i < first + width; i++) {
      const below = await store.tile(level - 1, i);
      if (below === undefined) throw new LedgerError('ledger-tile-length');
      hashes.push(rootOf(hashesOf(below)));
    }
    return concat(...hashes);
  };
}

function* hashesOf(tile: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < tile.length; at += HASH_BYTES) yield tile.subarray(at, at + HASH_BYTES);
}
