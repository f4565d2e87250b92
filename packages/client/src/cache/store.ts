/**
 * Where a client keeps bytes between starts: IndexedDB in a browser, a folder on the command line.
 * Keys are printable ASCII without spaces. Values arrive sealed, except what only names a device.
 */
export interface CacheStore {
  readonly get: (key: string) => Promise<Uint8Array | undefined>;
  readonly put: (key: string, value: Uint8Array) => Promise<void>;
  readonly delete: (key: string) => Promise<void>;
  readonly keys: (prefix: string) => Promise<readonly string[]>;
  readonly clear: () => Promise<void>;
}

/** A store that forgets with the process. */
export function memoryStore(): CacheStore {
  const values = new Map<string, Uint8Array>();
  return {
    get: (key) => Promise.resolve(values.get(key)),
    put: (key, value) => {
      values.set(key, value);
      return Promise.resolve();
    },
    delete: (key) => {
      values.delete(key);
      return Promise.resolve();
    },
    keys: (prefix) => Promise.resolve([...values.keys()].filter((k) => k.startsWith(prefix))),
    clear: () => {
      values.clear();
      return Promise.resolve();
    },
  };
}
