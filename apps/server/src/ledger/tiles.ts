import {
  encodeBundle,
  LedgerError,
  parseTilePath,
  TILE_WIDTH,
  type Tile,
  type TileResource,
  tileWidth,
  HASH_BYTES,
} from '@vaiti/core/blind';
import type { Store } from '../store/store.ts';
import type { Log } from './log.ts';

/** A static resource of the log. `immutable` ones never change under their path. */
export interface LogResource {
  readonly body: Uint8Array | string;
  readonly type: string;
  readonly immutable: boolean;
}

/**
 * The resource at `path` below the log's prefix (C2SP tlog-tiles): `checkpoint`, `tile/<L>/<N>[.p/<W>]`
 * or `tile/entries/<N>[.p/<W>]`, as far as the published checkpoint covers it; otherwise undefined.
 */
export async function logResource(
  store: Store,
  log: Log,
  path: string,
): Promise<LogResource | undefined> {
  const { note, size } = log.published;
  if (path === 'checkpoint')
    return { body: note, type: 'text/plain; charset=utf-8', immutable: false };
  const resource = resourceOf(path);
  if (resource === undefined) return undefined;
  const level = resource.kind === 'entries' ? 0 : resource.level;
  const { index, width } = resource;
  if (tileWidth(size, level, index) < width) return undefined;
  const body =
    resource.kind === 'entries'
      ? encodeBundle(await store.leafData(index * TILE_WIDTH, index * TILE_WIDTH + width))
      : await hashTile(store, log, resource);
  return body === undefined
    ? undefined
    : { body, type: 'application/octet-stream', immutable: true };
}

async function hashTile(store: Store, log: Log, tile: Tile): Promise<Uint8Array | undefined> {
  const data = log.openTile(tile.level, tile.index) ?? (await store.tile(tile.level, tile.index));
  return data?.subarray(0, tile.width * HASH_BYTES);
}

function resourceOf(path: string): TileResource | undefined {
  try {
    return parseTilePath(path);
  } catch (error) {
    if (error instanceof LedgerError) return undefined;
    throw error;
  }
}
