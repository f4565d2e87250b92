import { type Bytes, utf8 } from '../bytes.ts';
import { refuseValue, strictText } from './refuse.ts';

/*
 * Keys are names in our schemas: few, short and met again and again. The tables here hold keys
 * alone, never values, which may be what somebody wrote, and they are bounded, since a stranger may
 * send any key: the worst that this does is to make the codec as slow as without them.
 */

/** Longest key in bytes that is remembered, and most keys of a map whose order is. */
const LONGEST = 64;
/** Keys remembered for writing; when there are more, the table begins anew. */
const WRITTEN = 1024;
/** Places for keys remembered for reading, a power of two; one key takes the place of another. */
const PLACES = 512;

/** A key and its UTF-8 bytes. */
export interface Key {
  readonly text: string;
  readonly bytes: Bytes;
}

/** The order of the last map that began with a key. */
interface Order {
  readonly names: readonly string[];
  readonly sorted: readonly Key[];
}

interface Written extends Key {
  order: Order | undefined;
}

const written = new Map<string, Written>();
const read = new Array<Key | undefined>(PLACES).fill(undefined);

/** The key whose UTF-8 bytes stand at `start` to `end`. Throws `cbor-invalid`. */
export function keyAt(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > LONGEST) return strictText(bytes.subarray(start, end));
  let hash = 0;
  for (let i = start; i < end; i++) hash = (hash * 31 + (bytes[i] ?? 0)) | 0;
  const place = hash & (PLACES - 1);
  const known = read[place];
  if (known !== undefined && standsAt(known.bytes, bytes, start, end)) return known.text;
  const own = new Uint8Array(bytes.subarray(start, end));
  const text = strictText(own);
  read[place] = { text, bytes: own };
  return text;
}

function standsAt(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false;
  return true;
}

/**
 * The keys of `map` in the order of their encoded form (RFC 8949 section 4.2.1). Throws
 * `cbor-invalid` when one has a lone surrogate.
 */
export function sortedKeys(map: object): readonly Key[] {
  const names = Object.keys(map);
  const [name] = names;
  if (name === undefined) return [];
  // Maps of one kind are made with their keys in one order, so the last result mostly holds.
  const first = keyOf(name);
  if (first.order !== undefined && sameNames(first.order.names, names)) return first.order.sorted;
  const sorted = names.map(keyOf).sort(compareKeys);
  if (names.length <= LONGEST) first.order = { names, sorted };
  return sorted;
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i]);
}

function keyOf(text: string): Written {
  const known = written.get(text);
  if (known !== undefined) return known;
  if (!text.isWellFormed()) refuseValue();
  const key: Written = { text, bytes: utf8(text), order: undefined };
  if (key.bytes.length <= LONGEST) {
    if (written.size >= WRITTEN) written.clear();
    written.set(text, key);
  }
  return key;
}

/** An encoded key begins with its length, so a shorter one comes first; else the bytes decide. */
function compareKeys(a: Key, b: Key): number {
  let difference = a.bytes.length - b.bytes.length;
  for (let i = 0; difference === 0 && i < a.bytes.length; i++)
    difference = (a.bytes[i] ?? 0) - (b.bytes[i] ?? 0);
  return difference;
}
