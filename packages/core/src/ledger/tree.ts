import { type Bytes, equal } from '../bytes.ts';
import { LedgerError, requireCount } from './errors.ts';
import { addToEdge, emptyRoot, foldEdge, HASH_BYTES, requireHash } from './merkle.ts';
import { readTile, type TileReader } from './tile-reader.ts';
import { hashesAtLevel, TILE_BYTES, TILE_HEIGHT, TILE_WIDTH, type Tile } from './tiles.ts';

/** A tile with its bytes, to be stored under its path. */
export type TileWrite = Tile & { readonly data: Uint8Array };

/**
 * The unfinished tile of one level: `width` (0 to 255) hashes, and the subtrees that they end in.
 */
type OpenTile = { index: number; width: number; data: Bytes; edge: Uint8Array[] };

const NOTHING: readonly TileWrite[] = Object.freeze([]);

function openTile(index: number): OpenTile {
  return { index, width: 0, data: new Uint8Array(TILE_BYTES), edge: [] };
}

/** Adds to the tile; the root of the tile when this fills it. */
function addToTile(tile: OpenTile, hash: Uint8Array): Uint8Array | undefined {
  const at = tile.width * HASH_BYTES;
  tile.data.set(hash, at);
  const own = tile.data.subarray(at, at + HASH_BYTES);
  const top = addToEdge(tile.edge, tile.width, own);
  tile.width++;
  return top.height === TILE_HEIGHT ? top.hash : undefined;
}

/**
 * The right edge of a growing tree: enough to append and to compute the root without reading
 * anything. Holds one unfinished tile a level (8 KB each, three levels up to 16 million leaves). An
 * append hashes one interior node on average, and once in 256 times hands out a full tile.
 */
export class Frontier {
  #size = 0;
  #levels: OpenTile[] = [];

  /** Number of leaves. */
  get size(): number {
    return this.#size;
  }

  /** Root of the tree (RFC 6962 section 2.1), 32 bytes; at most 53 hashes. */
  root(): Bytes {
    let right: Uint8Array | undefined;
    for (const tile of this.#levels) right = foldEdge(tile.edge, tile.width, right);
    return right === undefined ? emptyRoot() : new Uint8Array(right);
  }

  /**
   * Appends a leaf hash (see `leafHash`) and returns the tiles that it fills: none, or one of level
   * 0 and possibly of levels above. Throws `ledger-hash-invalid`, and `ledger-out-of-range` at 2^53
   * - 1 leaves; the tree is then unchanged.
   */
  append(leafHash: Uint8Array): readonly TileWrite[] {
    requireHash(leafHash);
    requireCount(this.#size + 1);
    this.#size++;
    let full: TileWrite[] | undefined;
    let hash: Uint8Array = leafHash;
    for (let level = 0; ; level++) {
      const tile = (this.#levels[level] ??= openTile(0));
      const top = addToTile(tile, hash);
      if (top === undefined) break;
      full ??= [];
      full.push({ level, index: tile.index, width: TILE_WIDTH, data: tile.data });
      this.#levels[level] = openTile(tile.index + 1);
      hash = top;
    }
    return full ?? NOTHING;
  }

  /**
   * The partial tiles of the tree as it is now, as copies. A log stores them for every size that it
   * signs a checkpoint of.
   */
  partialTiles(): TileWrite[] {
    const writes: TileWrite[] = [];
    for (const [level, { index, width, data }] of this.#levels.entries()) {
      if (width > 0) writes.push({ level, index, width, data: data.slice(0, width * HASH_BYTES) });
    }
    return writes;
  }

  /**
   * An independent copy, to append to while it is not yet known whether the appends will be stored.
   */
  clone(): Frontier {
    const copy = new Frontier();
    copy.#size = this.#size;
    copy.#levels = this.#levels.map(({ index, width, data, edge }) => ({
      index,
      width,
      data: data.slice(),
      edge: edge.map((hash) => hash.slice()),
    }));
    return copy;
  }

  /**
   * The frontier of the stored tree of `size` leaves, from its partial tiles. With `root`, which
   * authenticates all of them, a difference throws `ledger-root-mismatch`. Throws
   * `ledger-out-of-range`, `ledger-tile-length`.
   */
  static async restore(
    reader: TileReader,
    tree: { readonly size: number; readonly root?: Uint8Array },
  ): Promise<Frontier> {
    requireCount(tree.size);
    const frontier = new Frontier();
    frontier.#size = tree.size;
    const loading: Promise<OpenTile>[] = [];
    for (let level = 0; hashesAtLevel(tree.size, level) > 0; level++) {
      loading.push(restoreTile(reader, level, hashesAtLevel(tree.size, level)));
    }
    frontier.#levels = await Promise.all(loading);
    if (tree.root !== undefined && !equal(frontier.root(), tree.root)) {
      throw new LedgerError('ledger-root-mismatch');
    }
    return frontier;
  }
}

async function restoreTile(reader: TileReader, level: number, hashes: number): Promise<OpenTile> {
  const index = Math.floor(hashes / TILE_WIDTH);
  const width = hashes % TILE_WIDTH;
  if (width === 0) return openTile(index);
  const data = await readTile(reader, { level, index, width });
  const tile = openTile(index);
  for (let i = 0; i < width; i++) {
    addToTile(tile, data.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));
  }
  return tile;
}
