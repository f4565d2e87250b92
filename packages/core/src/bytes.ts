import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { CoreError } from './errors.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** V8 keeps arrays of up to this many bytes in its own heap: a larger one costs ten times as much. */
const SMALL = 64;

/** UTF-8 bytes of `text`. */
export function utf8(text: string): Bytes {
  if (text.length <= SMALL) {
    const bytes = new Uint8Array(text.length);
    // All of it fits only if each character took one byte.
    if (encoder.encodeInto(text, bytes).read === text.length) return bytes;
  }
  return encoder.encode(text);
}

/** Text of UTF-8 `bytes`, byte order marks kept. Throws `content-invalid` on malformed UTF-8. */
export function utf8Text(bytes: Uint8Array): string {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    throw new CoreError('content-invalid', 'not UTF-8');
  }
}

/** One new array holding all `parts` in order. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Equality without an early exit, for values that an attacker may probe. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let diff = 0;
  for (let i = 0; i < a.length; i++) diff |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return diff === 0;
}

/** Lower-case hexadecimal of `bytes`. */
export function toHex(bytes: Uint8Array): string {
  return bytesToHex(bytes);
}

/** Arrays of newer runtimes read hexadecimal themselves. */
interface HexReader {
  readonly setFromHex?: (hex: string) => unknown;
}

/** Bytes of a hexadecimal string. Throws `schema-invalid` when it is not one. */
export function fromHex(hex: string): Bytes {
  try {
    const bytes = new Uint8Array(hex.length >>> 1);
    const reader: HexReader = bytes;
    if (reader.setFromHex === undefined) return hexToBytes(hex);
    reader.setFromHex(hex);
    return bytes;
  } catch {
    throw new CoreError('schema-invalid', 'not hexadecimal');
  }
}
