import type { FileId, RecordId } from '@vaiti/core';

/** What is known of a record that is stored: its newest version, and 32 bits of its source's hash. */
export interface Seen {
  readonly version: number;
  /** 0 when only the chain was read: then any content counts as the same. */
  readonly digest: number;
}

const INITIAL = 1 << 14;
/** Above this share of used places the table doubles. */
const LOAD = 0.65;

/** 64 bits that name a record in a file. Both ids are pseudo-random, so their sum is as well. */
export function seenKey(file: FileId, record: RecordId): bigint {
  const sum = BigInt(`0x${file.slice(0, 16)}`) + BigInt(`0x${record.slice(0, 16)}`);
  // 0 marks an empty place.
  return BigInt.asUintN(64, sum) || 1n;
}

/**
 * Which records an import has stored already, at 16 bytes a place: 2.5 million records take about
 * 60 MB. Keys are 64 bits, so among 2.5 million the chance of one coincidence is 2 in 10 million.
 */
export class SeenTable {
  #keys = new BigUint64Array(INITIAL);
  #digests = new Uint32Array(INITIAL);
  #versions = new Uint32Array(INITIAL);
  #used = 0;

  /** Records held. */
  get size(): number {
    return this.#used;
  }

  get(key: bigint): Seen | undefined {
    const at = this.#place(key);
    if (this.#keys[at] === 0n) return undefined;
    return { version: this.#versions[at] ?? 0, digest: this.#digests[at] ?? 0 };
  }

  set(key: bigint, seen: Seen): void {
    let at = this.#place(key);
    if (this.#keys[at] === 0n) {
      if (this.#used + 1 > this.#keys.length * LOAD) {
        this.#grow();
        at = this.#place(key);
      }
      this.#used++;
      this.#keys[at] = key;
    }
    this.#digests[at] = seen.digest;
    this.#versions[at] = seen.version;
  }

  /** Where the key is, or the empty place where it belongs. */
  #place(key: bigint): number {
    const mask = this.#keys.length - 1;
    let at = Number(key & BigInt(mask));
    for (;;) {
      const held = this.#keys[at];
      if (held === key || held === 0n) return at;
      at = (at + 1) & mask;
    }
  }

  #grow(): void {
    const [keys, digests, versions] = [this.#keys, this.#digests, this.#versions];
    this.#keys = new BigUint64Array(keys.length * 2);
    this.#digests = new Uint32Array(keys.length * 2);
    this.#versions = new Uint32Array(keys.length * 2);
    for (const [i, key] of keys.entries()) {
      if (key === 0n) continue;
      const at = this.#place(key);
      this.#keys[at] = key;
      this.#digests[at] = digests[i] ?? 0;
      this.#versions[at] = versions[i] ?? 0;
    }
  }
}
