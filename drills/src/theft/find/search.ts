/** Length in bytes of the shortest pattern; so many bytes of each are looked up. */
export const MIN_PATTERN = 6;

/** Bits of the hash of a gram: the filter is a bitmap of two megabytes. */
const HASH_BITS = 24;
const BITS = 2 ** HASH_BITS;

/** A pattern found: its number and where it begins, in bytes from the beginning of the stream. */
export interface Hit {
  readonly pattern: number;
  readonly offset: number;
}

function hashOf(hi: number, lo: number): number {
  const h = Math.imul(lo, 0x9e3779b1) ^ Math.imul(hi, 0x85ebca77);
  return (h ^ (h >>> 15)) & (BITS - 1);
}

/** The hash of the `MIN_PATTERN` bytes that begin at `at`. */
function gramAt(bytes: Uint8Array, at: number): number {
  const byte = (i: number): number => bytes[at + i] ?? 0;
  const lo = (byte(2) << 24) | (byte(3) << 16) | (byte(4) << 8) | byte(5);
  return hashOf((byte(0) << 8) | byte(1), lo);
}

/**
 * Finds many byte patterns at once. Of each pattern one gram of six bytes is hashed, the one that
 * the fewest others share; every position of the material is looked up in a bitmap of those hashes,
 * and what passes is compared in full, so that a hit is a hit.
 */
export class Searcher {
  readonly longest: number;
  readonly #patterns: readonly Uint8Array[];
  readonly #filter = new Uint32Array(BITS / 32);
  /** Hash to the newest pattern with that gram, and from there to the one before it. */
  readonly #newest = new Map<number, number>();
  readonly #before: Int32Array;
  /** Where in its pattern the looked-up gram ends. */
  readonly #gramEnd: Int32Array;

  /** Throws `RangeError` for a pattern shorter than `MIN_PATTERN`. */
  constructor(patterns: readonly Uint8Array[]) {
    this.#patterns = patterns;
    this.#before = new Int32Array(patterns.length).fill(-1);
    this.#gramEnd = new Int32Array(patterns.length);
    this.longest = patterns.reduce((most, { length }) => Math.max(most, length), MIN_PATTERN);
    const shared = new Uint16Array(BITS);
    for (const pattern of patterns) {
      if (pattern.length < MIN_PATTERN) throw new RangeError('pattern too short to be searched');
      for (let at = 0; at + MIN_PATTERN <= pattern.length; at++) {
        const gram = gramAt(pattern, at);
        shared[gram] = Math.min(0xffff, (shared[gram] ?? 0) + 1);
      }
    }
    for (const [index, pattern] of patterns.entries()) this.#index(index, pattern, shared);
  }

  #index(index: number, pattern: Uint8Array, shared: Uint16Array): void {
    let best = 0;
    let fewest = Infinity;
    for (let at = 0; at + MIN_PATTERN <= pattern.length; at++) {
      const count = shared[gramAt(pattern, at)] ?? 0;
      if (count >= fewest) continue;
      fewest = count;
      best = at;
    }
    const gram = gramAt(pattern, best);
    this.#gramEnd[index] = best + MIN_PATTERN;
    this.#before[index] = this.#newest.get(gram) ?? -1;
    this.#newest.set(gram, index);
    this.#filter[gram >>> 5] = (this.#filter[gram >>> 5] ?? 0) | (1 << (gram & 31));
  }

  /** Begins a stream; `onHit` is told every occurrence, also those across chunk borders. */
  scan(onHit: (hit: Hit) => void): Scan {
    return new Scan(this, onHit);
  }

  /** Tells every pattern that lies within `bytes` and ends after `from`. For `Scan`. */
  search(bytes: Uint8Array, from: number, found: (pattern: number, start: number) => void): void {
    const filter = this.#filter;
    const { length } = bytes;
    let hi = 0;
    let lo = 0;
    for (let i = 0; i < length; i++) {
      hi = ((hi << 8) | (lo >>> 24)) & 0xffff;
      lo = (lo << 8) | (bytes[i] ?? 0);
      const gram = hashOf(hi, lo);
      if ((((filter[gram >>> 5] ?? 0) >>> (gram & 31)) & 1) === 0) continue;
      this.#compare(bytes, { gram, end: i + 1, from }, found);
    }
  }

  #compare(
    bytes: Uint8Array,
    at: { readonly gram: number; readonly end: number; readonly from: number },
    found: (pattern: number, start: number) => void,
  ): void {
    let index = this.#newest.get(at.gram) ?? -1;
    for (; index >= 0; index = this.#before[index] ?? -1) {
      const pattern = this.#patterns[index];
      const start = at.end - (this.#gramEnd[index] ?? 0);
      if (pattern === undefined || start < 0) continue;
      const end = start + pattern.length;
      if (end > bytes.length || end <= at.from) continue;
      let same = 0;
      while (same < pattern.length && bytes[start + same] === pattern[same]) same++;
      if (same === pattern.length) found(index, start);
    }
  }
}

/** One stream being searched, chunk by chunk. */
export class Scan {
  readonly #searcher: Searcher;
  readonly #onHit: (hit: Hit) => void;
  #carry: Uint8Array = new Uint8Array(0);
  #seen = 0;

  constructor(searcher: Searcher, onHit: (hit: Hit) => void) {
    this.#searcher = searcher;
    this.#onHit = onHit;
  }

  /** Bytes searched so far. */
  get bytes(): number {
    return this.#seen;
  }

  /** Searches the next bytes of the stream. The chunk may be used again afterwards. */
  push(chunk: Uint8Array): void {
    const carry = this.#carry;
    const bytes = Buffer.concat([carry, chunk]);
    const base = this.#seen - carry.length;
    this.#searcher.search(bytes, carry.length, (pattern, start) => {
      this.#onHit({ pattern, offset: base + start });
    });
    this.#seen += chunk.length;
    const keep = Math.min(bytes.length, this.#searcher.longest - 1);
    this.#carry = Uint8Array.from(bytes.subarray(bytes.length - keep));
  }
}
