import {
  type CborValue,
  concat,
  decodeAs,
  encodeCbor,
  type Entropy,
  openChunked,
  type Schema,
  sealChunked,
  type Secret,
  utf8,
} from '@vaiti/core';
import { ClientError } from '../errors.ts';
import type { CacheStore } from './store.ts';

/** A cache whose values only one identity can open, each bound to its key's name. */
export class SealedCache {
  readonly #store: CacheStore;
  readonly #key: Secret;
  readonly #entropy: Entropy;
  readonly #prefix: string;

  constructor(store: CacheStore, key: Secret, entropy: Entropy, prefix: string) {
    this.#store = store;
    this.#key = key;
    this.#entropy = entropy;
    this.#prefix = prefix;
  }

  #context(name: string): Uint8Array {
    return concat(utf8('vaiti/1 cache\0'), utf8(this.#prefix + name));
  }

  /** Seals and keeps a value. */
  async put(name: string, value: CborValue): Promise<void> {
    const plaintext = encodeCbor(value);
    const salt = this.#entropy(24);
    const context = this.#context(name);
    const sealed = await this.#key.use((key) => sealChunked({ key, salt, context, plaintext }));
    await this.#store.put(this.#prefix + name, sealed);
  }

  /** The value, or undefined when there is none. Throws `cache-damaged` when it does not open. */
  async get<T>(name: string, schema: Schema<T>): Promise<T | undefined> {
    const ciphertext = await this.#store.get(this.#prefix + name);
    if (ciphertext === undefined) return undefined;
    const context = this.#context(name);
    try {
      const plain = await this.#key.use((key) => openChunked({ key, context, ciphertext }));
      return decodeAs(schema, plain);
    } catch (cause) {
      throw new ClientError('cache-damaged', { cause });
    }
  }

  /** Forgets one value. */
  delete(name: string): Promise<void> {
    return this.#store.delete(this.#prefix + name);
  }

  /** Names with this beginning. */
  async names(beginning: string): Promise<readonly string[]> {
    const keys = await this.#store.keys(this.#prefix + beginning);
    return keys.map((key) => key.slice(this.#prefix.length));
  }
}
