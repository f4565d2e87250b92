import { type DBSchema, openDB } from 'idb';
import type { CacheStore } from '../cache/store.ts';

interface CacheDb extends DBSchema {
  values: { key: string; value: Uint8Array };
}

/** Keeps the cache in IndexedDB under `name`. */
export function indexedDbStore(name: string): CacheStore {
  const opening = openDB<CacheDb>(name, 1, {
    upgrade: (db) => {
      db.createObjectStore('values');
    },
  });
  return {
    get: async (key) => (await opening).get('values', key),
    put: async (key, value) => {
      await (await opening).put('values', value, key);
    },
    delete: async (key) => {
      await (await opening).delete('values', key);
    },
    keys: async (prefix) =>
      (await opening).getAllKeys('values', IDBKeyRange.bound(prefix, `${prefix}\uffff`)),
    clear: async () => {
      await (await opening).clear('values');
    },
  };
}
