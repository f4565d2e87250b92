import { hkdf as nobleHkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as nobleSha256, sha512 } from '@noble/hashes/sha2.js';
import { type Bytes, concat, utf8 } from '../bytes.ts';
import { hostCrypto, plainBytes } from './host.ts';

/** SHA-256 (FIPS 180-4), 32 bytes. */
export function sha256(bytes: Uint8Array): Bytes {
  if (hostCrypto === undefined) return nobleSha256(bytes);
  return plainBytes(hostCrypto.hash('sha256', bytes, 'buffer'));
}

/** HMAC-SHA-512 (RFC 2104), 64 bytes; `portable` keeps to JavaScript. */
export function hmacSha512(key: Uint8Array, message: Uint8Array, portable = false): Bytes {
  if (hostCrypto === undefined || portable) return hmac(sha512, key, message);
  return plainBytes(hostCrypto.createHmac('sha512', key).update(message).digest());
}

/** SHA-256 over a label and parts; every part but the last must have a fixed length. */
export function labelledHash(label: string, ...parts: readonly Uint8Array[]): Bytes {
  return sha256(concat(utf8(label), ...parts));
}

/** HMAC-SHA-256 (RFC 2104), 32 bytes. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Bytes {
  return hmac(nobleSha256, key, message);
}

/** HKDF-SHA-256 (RFC 5869) of `length` bytes, at most 8160. */
export function hkdf(ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Bytes {
  return nobleHkdf(nobleSha256, ikm, salt, info, length);
}

/**
 * HKDF-Expand alone (RFC 5869 section 2.3) with SHA-512, for a 32-byte input key that is uniformly
 * random already: the key derivation of C2SP chunked encryption, whose key is shorter than the
 * hash. At most 16,320 bytes.
 */
export function hkdfExpand512(key: Uint8Array, info: Uint8Array, length: number): Bytes {
  const blocks: Uint8Array[] = [];
  let last: Uint8Array = new Uint8Array(0);
  for (let i = 1; blocks.length * 64 < length; i++) {
    last = hmacSha512(key, concat(last, info, Uint8Array.of(i)));
    blocks.push(last);
  }
  return concat(...blocks).slice(0, length);
}
