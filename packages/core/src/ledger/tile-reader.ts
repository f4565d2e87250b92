import { type Bytes, equal } from '../bytes.ts';
import { LedgerError } from './errors.ts';
import { addToEdge, HASH_BYTES, requireHash } from './merkle.ts';
import {
  type HashReader,
  type NodeId,
  proveConsistency,
  proveInclusion,
  treeRoot,
} from './proof.ts';
import {
  hashesAtLevel,
  partialTiles,
  TILE_BYTES,
  TILE_HEIGHT,
  TILE_WIDTH,
  type Tile,
  tilePath,
  tileWidth,
} from './tiles.ts';

/**
 * Source of tiles, injected. Gives `width` hashes of 32 bytes, or a wider state of the same tile (a
 * log may drop a partial tile once the full one exists). May reject; what it gives is not trusted.
 */
export type TileReader = (tile: Tile) => Promise<Uint8Array>;

/**
 * The first `width` hashes of a tile. Throws `ledger-tile-length` when it is narrower or ragged.
 */
export async function readTile(reader: TileReader, tile: Tile): Promise<Uint8Array> {
  const data = await reader(tile);
  const length = tile.width * HASH_BYTES;
  if (data.length < length || data.length > TILE_BYTES || data.length % HASH_BYTES !== 0) {
    throw new LedgerError('ledger-tile-length');
  }
  return data.subarray(0, length);
}

/** Hash over `count` (a power of two up to 256) hashes of a tile, from number `from` on. */
function subtreeHash(data: Uint8Array, from: number, count: number): Uint8Array {
  const edge: Uint8Array[] = [];
  let hash: Uint8Array = data.subarray(from * HASH_BYTES, (from + 1) * HASH_BYTES);
  for (let i = 0; i < count; i++) {
    const at = (from + i) * HASH_BYTES;
    hash = addToEdge(edge, i, data.subarray(at, at + HASH_BYTES)).hash;
  }
  return hash;
}

/**
 * The tile of the tree of `size` leaves from which the hash of `node` follows, and which of its
 * hashes.
 */
function locate(size: number, node: NodeId): { tile: Tile; from: number; count: number } {
  const level = Math.floor(node.height / TILE_HEIGHT);
  const count = 2 ** (node.height % TILE_HEIGHT);
  const first = node.index * count;
  const index = Math.floor(first / TILE_WIDTH);
  if (first + count > hashesAtLevel(size, level)) throw new LedgerError('ledger-out-of-range');
  return {
    tile: { level, index, width: tileWidth(size, level, index) },
    from: first % TILE_WIDTH,
    count,
  };
}

/**
 * Node hashes of the tree of `size` leaves by way of its tiles; each tile is asked for once per
 * call, all at the same time. The reader rejects with `ledger-out-of-range` on nodes outside the
 * tree and with `ledger-tile-length`.
 */
export function tileHashReader(reader: TileReader, size: number): HashReader {
  return async (nodes) => {
    const places = nodes.map((node) => locate(size, node));
    const tiles = new Map<string, Promise<Uint8Array>>();
    for (const { tile } of places) {
      const path = tilePath(tile);
      if (!tiles.has(path)) tiles.set(path, readTile(reader, tile));
    }
    return Promise.all(
      places.map(async ({ tile, from, count }) => {
        const data = (await tiles.get(tilePath(tile))) ?? new Uint8Array(0);
        return subtreeHash(data, from, count);
      }),
    );
  };
}

/**
 * Inclusion proof of leaf `index` in the tree of `size` leaves, from tiles. Errors as
 * `proveInclusion`.
 */
export function inclusionProof(reader: TileReader, size: number, index: number): Promise<Bytes[]> {
  return proveInclusion(tileHashReader(reader, size), size, index);
}

/**
 * Consistency proof between two sizes, from the tiles of the new tree. Errors as
 * `proveConsistency`.
 */
export function consistencyProof(
  reader: TileReader,
  oldSize: number,
  newSize: number,
): Promise<Bytes[]> {
  return proveConsistency(tileHashReader(reader, newSize), oldSize, newSize);
}

/** Root of the tree of `size` leaves, from its partial tiles alone (at most seven). */
export function rootFromTiles(reader: TileReader, size: number): Promise<Bytes> {
  return treeRoot(tileHashReader(reader, size), size);
}

/**
 * A reader of the tiles of the tree with that `size` and `root` that gives no hash which does not
 * lead to the root: the partial tiles are checked together, every full tile against its hash in the
 * tile above. Tiles above level 0 are kept in memory (1/255 of the tree). Rejects with
 * `ledger-root-mismatch`, `ledger-tile-mismatch`, `ledger-tile-length`, and `ledger-out-of-range`
 * for a tile that this tree does not have in that width.
 */
export function verifiedTiles(
  reader: TileReader,
  tree: { readonly size: number; readonly root: Uint8Array },
): TileReader {
  requireHash(tree.root);
  let rightEdge: Promise<Map<string, Uint8Array>> | undefined;
  const kept = new Map<string, Promise<Uint8Array>>();

  async function loadRightEdge(): Promise<Map<string, Uint8Array>> {
    const tiles = partialTiles(tree.size);
    const loaded = new Map<string, Uint8Array>();
    const data = await Promise.all(tiles.map((tile) => readTile(reader, tile)));
    // Copies: what was checked is what is given, even if the source reuses its buffers.
    for (const [i, tile] of tiles.entries()) {
      loaded.set(tilePath(tile), new Uint8Array(data[i] ?? []));
    }
    const fromLoaded: TileReader = (tile) =>
      Promise.resolve(loaded.get(tilePath(tile)) ?? new Uint8Array(0));
    const root = await rootFromTiles(fromLoaded, tree.size);
    if (!equal(root, tree.root)) throw new LedgerError('ledger-root-mismatch');
    return loaded;
  }

  function getRightEdge(): Promise<Map<string, Uint8Array>> {
    rightEdge ??= forgetOnFailure(loadRightEdge(), () => {
      rightEdge = undefined;
    });
    return rightEdge;
  }

  async function loadFull(tile: Tile): Promise<Uint8Array> {
    const above = tile.level + 1;
    const aboveIndex = Math.floor(tile.index / TILE_WIDTH);
    const [data, parent] = await Promise.all([
      readTile(reader, tile).then((bytes) => new Uint8Array(bytes)),
      get({ level: above, index: aboveIndex, width: tileWidth(tree.size, above, aboveIndex) }),
    ]);
    const at = (tile.index % TILE_WIDTH) * HASH_BYTES;
    if (!equal(subtreeHash(data, 0, TILE_WIDTH), parent.subarray(at, at + HASH_BYTES))) {
      throw new LedgerError('ledger-tile-mismatch');
    }
    return data;
  }

  async function get(tile: Tile): Promise<Uint8Array> {
    const path = tilePath(tile);
    if (tile.width !== tileWidth(tree.size, tile.level, tile.index)) {
      throw new LedgerError('ledger-out-of-range');
    }
    if (tile.width < TILE_WIDTH) return (await getRightEdge()).get(path) ?? new Uint8Array(0);
    if (tile.level === 0) return loadFull(tile);
    let loading = kept.get(path);
    if (loading === undefined) {
      loading = forgetOnFailure(loadFull(tile), () => kept.delete(path));
      kept.set(path, loading);
    }
    return loading;
  }

  return get;
}

/** So that a failed fetch can be tried again. */
function forgetOnFailure<T>(loading: Promise<T>, forget: () => void): Promise<T> {
  loading.catch(forget);
  return loading;
}
