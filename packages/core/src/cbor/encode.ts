import type { Bytes } from '../bytes.ts';
import { sortedKeys } from './keys.ts';
import { refuseValue } from './refuse.ts';
import { type CborValue, major, MAX_DEPTH, simple } from './value.ts';

/** Bytes of a fresh buffer. */
const INITIAL = 4096;
/** Largest buffer in bytes that is kept for the next value. */
const KEPT = 1024 * 1024;
/** Longest head of an item: a first byte and eight of its argument. */
const HEAD = 9;
/** Text up to this long is faster written here than by a TextEncoder, if it is ASCII. */
const SHORT_TEXT = 24;

const encoder = new TextEncoder();

/**
 * The buffer between two calls. A call takes it away while it writes, so a value whose accessors
 * encode something themselves cannot write into its own encoding.
 */
let spare: Bytes | undefined;

/**
 * Deterministic encoding (RFC 8949 section 4.2.1: shortest form, keys in bytewise order), in a new
 * array. Maps are plain objects with their own enumerable string keys; -0 is encoded as 0.
 * Throws `cbor-invalid` for what `decodeCbor` would refuse or return changed: floats, integers
 * beyond 2^53 - 1, `undefined`, bigints, strings with a lone surrogate, other objects, more than 64
 * arrays and maps in each other.
 */
export function encodeCbor(value: CborValue): Bytes {
  const writer = new Writer(spare ?? new Uint8Array(INITIAL));
  spare = undefined;
  try {
    writer.value(value, 0);
    return writer.written();
  } finally {
    spare = writer.release();
  }
}

class Writer {
  #bytes: Bytes;
  #at = 0;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  written(): Bytes {
    return this.#bytes.slice(0, this.#at);
  }

  /** The buffer for the next call, unless it grew large; wiped, since seeds are encoded too. */
  release(): Bytes | undefined {
    // Text that turned out not to be ASCII, or was moved up, lies a little beyond the end.
    this.#bytes.fill(0, 0, this.#at + HEAD + SHORT_TEXT);
    return this.#bytes.length <= KEPT ? this.#bytes : undefined;
  }

  /** Writes an item which stands in `depth` arrays and maps. */
  value(value: unknown, depth: number): void {
    switch (typeof value) {
      case 'string':
        this.#text(value);
        return;
      case 'number':
        this.#number(value);
        return;
      case 'boolean':
        this.#byte(value ? simple.true : simple.false);
        return;
      case 'object':
        if (value === null) this.#byte(simple.null);
        else if (value instanceof Uint8Array) this.#item(major.bytes, value);
        else if (Array.isArray(value)) this.#array(value, depth + 1);
        else this.#map(value, depth + 1);
        return;
      default:
        refuseValue();
    }
  }

  /** Makes room for `length` more bytes. */
  #reserve(length: number): void {
    const needed = this.#at + length;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes.fill(0);
    this.#bytes = larger;
  }

  #byte(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#at++] = byte;
  }

  /** First byte and argument of an item in the shortest form (RFC 8949 section 3). */
  #head(type: number, argument: number): void {
    this.#reserve(HEAD);
    const first = type << 5;
    if (argument < 24) {
      this.#bytes[this.#at++] = first | argument;
    } else {
      // 24 to 27 stand for an argument of 1, 2, 4 or 8 bytes.
      const power = argument < 0x100 ? 0 : argument < 0x1_0000 ? 1 : argument < 2 ** 32 ? 2 : 3;
      this.#bytes[this.#at] = first | (24 + power);
      this.#at += 1 + (1 << power);
      let rest = argument;
      for (let i = 1; i <= 1 << power; i++, rest = Math.floor(rest / 256))
        this.#bytes[this.#at - i] = rest % 256;
    }
  }

  #number(value: number): void {
    if (!Number.isSafeInteger(value)) refuseValue();
    if (value >= 0) this.#head(major.unsigned, value);
    else this.#head(major.negative, -1 - value);
  }

  /** A byte string or text that is UTF-8 already. */
  #item(type: number, bytes: Uint8Array): void {
    this.#head(type, bytes.length);
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  #text(text: string): void {
    if (text.length < SHORT_TEXT && this.#shortText(text)) return;
    if (!text.isWellFormed()) refuseValue();
    this.#reserve(HEAD + 3 * text.length);
    // The head holds the length in UTF-8, known only once the text is written: it goes behind the
    // longest head and is moved up to its own.
    const from = this.#at + HEAD;
    const length = encoder.encodeInto(text, this.#bytes.subarray(from)).written;
    this.#head(major.text, length);
    this.#bytes.copyWithin(this.#at, from, from + length);
    this.#at += length;
  }

  /** Whether `text` is ASCII and was written; its head is one byte. */
  #shortText(text: string): boolean {
    this.#reserve(1 + text.length);
    this.#bytes[this.#at] = (major.text << 5) | text.length;
    let at = this.#at + 1;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0x7f) return false;
      this.#bytes[at++] = unit;
    }
    this.#at = at;
    return true;
  }

  #array(items: readonly unknown[], depth: number): void {
    if (depth > MAX_DEPTH) refuseValue();
    const { length } = items;
    this.#head(major.array, length);
    // By index up to what the head says: a hole is undefined, and as such refused.
    for (let i = 0; i < length; i++) this.value(items[i], depth);
  }

  #map(map: object, depth: number): void {
    const prototype: unknown = Object.getPrototypeOf(map);
    if (depth > MAX_DEPTH || (prototype !== Object.prototype && prototype !== null)) refuseValue();
    const keys = sortedKeys(map);
    this.#head(major.map, keys.length);
    for (const { text, bytes } of keys) {
      this.#item(major.text, bytes);
      this.value((map as Record<string, unknown>)[text], depth);
    }
  }
}
