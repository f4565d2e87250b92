import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { CoreError } from './errors.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 bytes of `text`. */
export function utf8(text: string): Bytes {
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
  let i = 0;
  if (a.length >= 128) {
    // Four bytes at a time: whole requests are compared with their deterministic encoding.
    const left = new DataView(a.buffer, a.byteOffset, a.length);
    const right = new DataView(b.buffer, b.byteOffset, b.length);
    for (; i + 4 <= a.length; i += 4) diff |= left.getUint32(i) ^ right.getUint32(i);
  }
  for (; i < a.length; i++) diff |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return diff === 0;
}

/** Lower-case hexadecimal of `bytes`. */
export function toHex(bytes: Uint8Array): string {
  return bytesToHex(bytes);
}

/** Bytes of a hexadecimal string. Throws `schema-invalid` when it is not one. */
export function fromHex(hex: string): Bytes {
  try {
    return hexToBytes(hex);
  } catch {
    throw new CoreError('schema-invalid', 'not hexadecimal');
  }
}
