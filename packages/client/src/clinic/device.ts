import { decodeAs, encodeCbor } from '@vaiti/core';
import { z } from 'zod';
import type { CacheStore } from '../cache/store.ts';

const remembered = z.strictObject({ secretKey: z.string(), name: z.string() });
const NAME = 'device';

/** What a remembered device keeps unsealed: the Secret Key, without which no password is tried. */
export class DeviceMemory {
  readonly #store: CacheStore;

  constructor(store: CacheStore) {
    this.#store = store;
  }

  /** Remembers who uses this device. */
  remember(who: z.infer<typeof remembered>): Promise<void> {
    return this.#store.put(NAME, encodeCbor(who));
  }

  /** Who used this device last and asked to be remembered. */
  async recall(): Promise<z.infer<typeof remembered> | undefined> {
    const bytes = await this.#store.get(NAME);
    return bytes === undefined ? undefined : decodeAs(remembered, bytes);
  }
}
