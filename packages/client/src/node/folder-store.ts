import { mkdir, readdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CacheStore } from '../cache/store.ts';

/** Ends the name of a file that is being written. */
const NEW = '.new';

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/**
 * Keeps the cache in a folder of mode 0700, a file per key, replaced atomically. Keys become file
 * names, so only letters, digits, `/`, `-`, `_` and `.` are taken.
 */
export function folderStore(folder: string): CacheStore {
  const pathOf = (key: string): string => {
    if (!/^[\w./-]+$/.test(key) || key.includes('..')) throw new TypeError('cache key');
    return join(folder, encodeURIComponent(key));
  };
  const ready = mkdir(folder, { recursive: true, mode: 0o700 });
  return {
    get: async (key) => {
      try {
        return new Uint8Array(await readFile(pathOf(key)));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    put: async (key, value) => {
      await ready;
      const path = pathOf(key);
      await writeFile(path + NEW, value, { mode: 0o600 });
      await rename(path + NEW, path);
    },
    delete: async (key) => {
      try {
        await unlink(pathOf(key));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
    keys: async (prefix) => {
      await ready;
      const names = await readdir(folder);
      // What a crash left half written is no value.
      const whole = names.filter((n) => !n.endsWith(NEW));
      return whole.map((n) => decodeURIComponent(n)).filter((n) => n.startsWith(prefix));
    },
    clear: async () => {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true, mode: 0o700 });
    },
  };
}
