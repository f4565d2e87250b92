import { createHmac, hash } from 'node:crypto';
import {
  cacheKeyOf,
  type FileId,
  hkdf,
  type Identity,
  idOf,
  type RecordId,
  Secret,
  utf8,
} from '@vaiti/core';

/**
 * Names of files and records of an import, derived from the importer's own secret and the keys of
 * the input: to everyone else they are 16 random bytes, to the importer the same again in every
 * import of the same source. So nothing is imported twice, whatever was lost in between.
 */
export class ImportIds {
  readonly #key: Secret;
  readonly #source: string;

  /** `source` keeps apart systems whose ids may coincide. */
  constructor(identity: Identity, source: string) {
    const label = utf8('vaiti/1 import ids');
    this.#key = cacheKeyOf(identity).use(
      (bytes) => new Secret(hkdf(bytes, new Uint8Array(0), label, 32)),
    );
    this.#source = source;
  }

  #derive(kind: 'file' | 'record', key: string): Uint8Array {
    return this.#key.use((bytes) =>
      createHmac('sha256', bytes)
        .update(`${kind}\0${this.#source}\0${key}`)
        .digest()
        .subarray(0, 16),
    );
  }

  /** The file of a patient or of the import's directory. */
  file(key: string): FileId {
    return idOf(this.#derive('file', key));
  }

  /** The record of a resource. */
  record(importKey: string): RecordId {
    return idOf(this.#derive('record', importKey));
  }
}

/** SHA-256 of a text, hexadecimal. */
export function digestOf(text: string): string {
  return hash('sha256', text, 'hex');
}
