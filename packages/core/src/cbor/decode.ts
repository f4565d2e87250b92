import type { Bytes } from '../bytes.ts';
import { keyAt } from './keys.ts';
import { refuseBytes as refuse, strictText } from './refuse.ts';
import { major, MAX_DEPTH, simple } from './value.ts';

/**
 * Longest byte string that is copied. V8 keeps arrays of up to 64 bytes in its own heap, where a
 * copy costs no more than a view; beyond that it costs fifty times as much.
 */
const COPIED = 64;

/** Text up to this long is faster put together here than by a TextDecoder. */
const SHORT_TEXT = 12;

/**
 * Decodes bytes that must be exactly the deterministic encoding of their value (RFC 8949 section
 * 4.2.1), so that one object has one encoding and one hash: shortest integers and lengths, map keys
 * that are text, in bytewise order and without duplicates, well-formed UTF-8, nothing after the
 * value. Only what `encodeCbor` encodes is accepted, at most 64 arrays and maps deep. Throws
 * `cbor-invalid` for all else.
 *
 * Byte strings come back as plain `Uint8Array`, whatever the class of `bytes`. Those of up to 64
 * bytes (ids, hashes, salts, signatures) are copies and may be kept. Longer ones (headers, bodies)
 * are views of `bytes`: they keep all of it in memory, change when it is changed, and a structured
 * clone of one carries all of it. Whoever keeps one or posts it takes `slice()` first.
 */
export function decodeCbor(bytes: Uint8Array): unknown {
  if (!(bytes instanceof Uint8Array)) refuse();
  const reader = new Reader(bytes);
  const value = reader.value(0);
  if (!reader.done()) refuse();
  return value;
}

/** One pass over the input: whatever is read is judged at once, nothing is encoded again. */
class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    // A subclass, such as the Buffer of Node, would make subclasses of all views and copies.
    this.#bytes =
      Object.getPrototypeOf(bytes) === Uint8Array.prototype
        ? bytes
        : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  done(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** The next item, which stands in `depth` arrays and maps. */
  value(depth: number): unknown {
    const first = this.#byte();
    switch (first >> 5) {
      case major.unsigned:
        return this.#argument(first);
      case major.negative:
        return this.#negative(first);
      case major.bytes:
        return this.#byteString(this.#length(first));
      case major.text:
        return this.#text(this.#length(first));
      case major.array:
        return this.#array(this.#length(first), depth + 1);
      case major.map:
        return this.#map(this.#length(first), depth + 1);
      default:
        return simpleValue(first);
    }
  }

  #byte(): number {
    return this.#bytes[this.#at++] ?? refuse();
  }

  /** Big-endian integer of `size` bytes; beyond 2^53 it is rounded, but not to less than 2^53. */
  #integer(size: number): number {
    let n = 0;
    for (let i = 0; i < size; i++) n = n * 256 + this.#byte();
    return n;
  }

  /** The argument of an item (RFC 8949 section 3) in its shortest form, at most 2^53 - 1. */
  #argument(first: number): number {
    const info = first & 31;
    if (info < 24) return info;
    if (info > 27) refuse();
    const size = 1 << (info - 24);
    const n = this.#integer(size);
    const least = size === 1 ? 24 : 256 ** (size / 2);
    if (n < least || n > Number.MAX_SAFE_INTEGER) refuse();
    return n;
  }

  #negative(first: number): number {
    const n = -1 - this.#argument(first);
    return Number.isSafeInteger(n) ? n : refuse();
  }

  /** A count of bytes or items. Every item takes a byte, so none may be beyond what is left. */
  #length(first: number): number {
    const n = this.#argument(first);
    return n > this.#bytes.length - this.#at ? refuse() : n;
  }

  #byteString(length: number): Bytes {
    const start = this.#at;
    this.#at += length;
    const found =
      length <= COPIED ? this.#bytes.slice(start, this.#at) : this.#bytes.subarray(start, this.#at);
    return found as Bytes;
  }

  #text(length: number): string {
    const start = this.#at;
    this.#at += length;
    if (length > SHORT_TEXT) return strictText(this.#bytes.subarray(start, this.#at));
    let text = '';
    for (let i = start; i < this.#at; i++) {
      const unit = this.#bytes[i] ?? 0;
      if (unit > 0x7f) return strictText(this.#bytes.subarray(start, this.#at));
      text += String.fromCharCode(unit);
    }
    return text;
  }

  #array(length: number, depth: number): unknown[] {
    if (depth > MAX_DEPTH) refuse();
    const items: unknown[] = [];
    for (let i = 0; i < length; i++) items.push(this.value(depth));
    return items;
  }

  #map(length: number, depth: number): object {
    if (depth > MAX_DEPTH) refuse();
    const map: Record<string, unknown> = {};
    let before = -1;
    for (let i = 0; i < length; i++) {
      const at = this.#at;
      const first = this.#byte();
      if (first >> 5 !== major.text) refuse();
      const size = this.#length(first);
      const start = this.#at;
      this.#at += size;
      if (before >= 0 && !this.#ascends(before, at, this.#at)) refuse();
      before = at;
      const key = keyAt(this.#bytes, start, this.#at);
      const value = this.value(depth);
      // Assignment would set the prototype instead.
      if (key === '__proto__') Object.defineProperty(map, key, { value, ...ownProperty });
      else map[key] = value;
    }
    return map;
  }

  /** Whether the key encoded at `next` to `end` comes after the one encoded at `before`. */
  #ascends(before: number, next: number, end: number): boolean {
    // No key is the beginning of another: the length comes first. So the loop ends inside both.
    for (let i = 0; next + i < end; i++) {
      const difference = (this.#bytes[next + i] ?? 0) - (this.#bytes[before + i] ?? 0);
      if (difference !== 0) return difference > 0;
    }
    return false;
  }
}

const ownProperty = { configurable: true, enumerable: true, writable: true } as const;

function simpleValue(item: number): null | boolean {
  switch (item) {
    case simple.false:
      return false;
    case simple.true:
      return true;
    case simple.null:
      return null;
    default:
      return refuse();
  }
}
