import { LedgerError, requireCount } from './errors.ts';
import { HASH_BYTES } from './merkle.ts';

/** Hashes in a full tile, and entries in a full bundle (C2SP tlog-tiles, "Merkle Tree"). */
export const TILE_WIDTH = 256;
/** Binary tree levels that one tile spans. */
export const TILE_HEIGHT = 8;
/** Bytes of a full tile. */
export const TILE_BYTES = TILE_WIDTH * HASH_BYTES;

/**
 * A tile: `width` (1 to 256, below 256 it is partial) consecutive hashes at tile `level`, beginning
 * with number 256 * `index` of that level. One hash at level L covers 256^L leaves.
 */
export type Tile = { readonly level: number; readonly index: number; readonly width: number };

/** An entry bundle, with the index and width of the level 0 tile that its entries hash to. */
export type Bundle = { readonly index: number; readonly width: number };

/** What a path names. */
export type TileResource =
  | ({ readonly kind: 'hashes' } & Tile)
  | ({ readonly kind: 'entries' } & Bundle);

/** Path of a tile, `tile/<L>/<N>[.p/<W>]` (C2SP tlog-tiles). Throws `ledger-out-of-range`. */
export function tilePath(tile: Tile): string {
  requireCount(tile.level);
  if (tile.level > 63) throw new LedgerError('ledger-out-of-range');
  return `tile/${tile.level}/${indexPath(tile)}`;
}

/** Path of an entry bundle, `tile/entries/<N>[.p/<W>]`. Throws `ledger-out-of-range`. */
export function bundlePath(bundle: Bundle): string {
  return `tile/entries/${indexPath(bundle)}`;
}

function indexPath({ index, width }: Bundle): string {
  requireCount(index);
  requireWidth(width);
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) ?? [];
  const path = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return width === TILE_WIDTH ? path : `${path}.p/${width}`;
}

const INDEX = /^(?:x[0-9]{3}\/){0,5}[0-9]{3}$/;
const PATH = /^tile\/(?<level>entries|[0-9]{1,2})\/(?<index>[^.]+)(?:\.p\/(?<width>[0-9]{1,3}))?$/;

/**
 * What `path` names. Only the one canonical form is taken (no leading zeroes, no superfluous
 * `x000`, no `.p/256`), so that a path can be a storage key. Throws `ledger-tile-path-invalid`.
 */
export function parseTilePath(path: string): TileResource {
  const groups = PATH.exec(path)?.groups;
  if (groups === undefined || !INDEX.test(groups.index ?? '')) {
    throw new LedgerError('ledger-tile-path-invalid');
  }
  const index = Number((groups.index ?? '').replaceAll(/[x/]/g, ''));
  const width = groups.width === undefined ? TILE_WIDTH : Number(groups.width);
  if (!Number.isSafeInteger(index) || width < 1 || width > TILE_WIDTH) {
    throw new LedgerError('ledger-tile-path-invalid');
  }
  const level = groups.level === 'entries' ? undefined : Number(groups.level);
  if (level !== undefined && level > 63) throw new LedgerError('ledger-tile-path-invalid');
  const canonical =
    level === undefined ? bundlePath({ index, width }) : tilePath({ level, index, width });
  if (canonical !== path) throw new LedgerError('ledger-tile-path-invalid');
  return level === undefined
    ? { kind: 'entries', index, width }
    : { kind: 'hashes', level, index, width };
}

/** How many hashes the tiles of `level` hold in all in the tree of `size` leaves. */
export function hashesAtLevel(size: number, level: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/**
 * Width of tile `index` of `level` in the tree of `size` leaves: 256, fewer at the right edge, or 0
 * when the tree has no such tile.
 */
export function tileWidth(size: number, level: number, index: number): number {
  return Math.max(0, Math.min(TILE_WIDTH, hashesAtLevel(size, level) - index * TILE_WIDTH));
}

/** The tiles of the tree of `size` leaves, level by level. Throws `ledger-out-of-range`. */
export function tilesOf(size: number): Generator<Tile> {
  return tilesBetween(0, size);
}

/**
 * The tiles that the tree of `newSize` leaves has and that of `oldSize` leaves has not, or only
 * narrower. Its level 0 tiles are also the bundles that are new. Throws `ledger-out-of-range`
 * unless oldSize <= newSize.
 */
export function* tilesBetween(oldSize: number, newSize: number): Generator<Tile> {
  requireCount(oldSize);
  requireCount(newSize);
  if (oldSize > newSize) throw new LedgerError('ledger-out-of-range');
  for (let level = 0; ; level++) {
    const had = hashesAtLevel(oldSize, level);
    const has = hashesAtLevel(newSize, level);
    if (had === has) return;
    for (let index = Math.floor(had / TILE_WIDTH); index * TILE_WIDTH < has; index++) {
      yield { level, index, width: tileWidth(newSize, level, index) };
    }
  }
}

/**
 * The partial tiles of the tree of `size` leaves, from level 0 up: all that its root depends on.
 */
export function partialTiles(size: number): Tile[] {
  requireCount(size);
  const tiles: Tile[] = [];
  for (let level = 0; hashesAtLevel(size, level) > 0; level++) {
    const hashes = hashesAtLevel(size, level);
    const index = Math.floor(hashes / TILE_WIDTH);
    const width = hashes % TILE_WIDTH;
    if (width > 0) tiles.push({ level, index, width });
  }
  return tiles;
}

function requireWidth(width: number): void {
  requireCount(width);
  if (width < 1 || width > TILE_WIDTH) throw new LedgerError('ledger-out-of-range');
}
