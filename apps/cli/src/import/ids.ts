import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import { cacheKeyOf, type FileId, hkdf, type Identity, type RecordId, utf8 } from '@vaiti/core';

/**
 * Names of files and records of an import, derived from the importer's own secret and the keys of
 * the input: to everyone else they are 16 random bytes, to the importer the same again in every
 * import of the same source. So nothing is imported twice, whatever was lost in between.
 */
export class ImportIds {
  /** Made once: a key of Node's own costs as much as a short HMAC. */
  readonly #key: KeyObject;
  readonly #source: string;

  /** `source` keeps apart systems whose ids may coincide. */
  constructor(identity: Identity, source: string) {
    const label = utf8('vaiti/1 import ids');
    const derived = cacheKeyOf(identity).use((bytes) => hkdf(bytes, new Uint8Array(0), label, 32));
    this.#key = createSecretKey(derived);
    derived.fill(0);
    this.#source = source;
  }

  /** The first 16 bytes of an HMAC-SHA-256, hexadecimal. */
  #derive(kind: 'file' | 'record', key: string): string {
    return createHmac('sha256', this.#key)
      .update(`${kind}\0${this.#source}\0${key}`)
      .digest('hex')
      .slice(0, 32);
  }

  /** The file of a patient or of the import's directory. */
  file(key: string): FileId {
    return this.#derive('file', key) as FileId;
  }

  /** The record of a resource. */
  record(importKey: string): RecordId {
    return this.#derive('record', importKey) as RecordId;
  }
}

/** SHA-256 of a text, hexadecimal. */
export function digestOf(text: string): string {
  return hash('sha256', text, 'hex');
}
