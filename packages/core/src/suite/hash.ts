import { hkdf as nobleHkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as nobleSha256, sha512 } from '@noble/hashes/sha2.js';
import { type Bytes, concat, fromHex, utf8 } from '../bytes.ts';
import { CoreError } from '../errors.ts';
import { hostCrypto, type HostCrypto } from './host.ts';

/** Bytes of a block and of a hash of SHA-512. */
const BLOCK = 128;
const HASH = 64;

/** SHA-256 (FIPS 180-4), 32 bytes. */
export function sha256(bytes: Uint8Array): Bytes {
  if (hostCrypto === undefined) return nobleSha256(bytes);
  // A Buffer takes longer to make than the hash of a short message; text does not.
  return fromHex(hostCrypto.hash('sha256', bytes, 'hex'));
}

/** Labels are few: each is encoded once. */
const encoded = new Map<string, Bytes>();

/** SHA-256 over a label and parts; every part but the last must have a fixed length. */
export function labelledHash(label: string, ...parts: readonly Uint8Array[]): Bytes {
  let first = encoded.get(label);
  if (first === undefined) {
    first = utf8(label);
    encoded.set(label, first);
  }
  return sha256(concat(first, ...parts));
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
 * hash. Throws `schema-invalid` past 16,320 bytes. `portable` keeps to JavaScript.
 */
export function hkdfExpand512(
  key: Uint8Array,
  info: Uint8Array,
  length: number,
  portable = false,
): Bytes {
  const rounds = Math.ceil(length / HASH);
  if (rounds > 255) throw new CoreError('schema-invalid', 'HKDF output too long');
  const wish = { info, rounds };
  if (hostCrypto === undefined || portable || key.length > BLOCK)
    return expandPortable(key, wish).subarray(0, length);
  return expandByHost(hostCrypto, key, wish).subarray(0, length);
}

interface Wish {
  readonly info: Uint8Array;
  /** Hashes of output, 255 at most. */
  readonly rounds: number;
}

function expandPortable(key: Uint8Array, { info, rounds }: Wish): Bytes {
  const out = new Uint8Array(rounds * HASH);
  let last: Uint8Array = new Uint8Array(0);
  for (let round = 1; round <= rounds; round++) {
    last = hmac(sha512, key, concat(last, info, Uint8Array.of(round)));
    out.set(last, (round - 1) * HASH);
  }
  return out;
}

/**
 * One object of the host's HMAC costs as much as four whole hashes by the host, so the HMACs
 * (RFC 2104) are put together from hashes, and both pads of the key are made once.
 */
function expandByHost(host: HostCrypto, key: Uint8Array, { info, rounds }: Wish): Bytes {
  // Room for the last output before `info`, so that `info` is written once for all rounds.
  const inner = new Uint8Array(BLOCK + HASH + info.length + 1);
  const outer = new Uint8Array(BLOCK + HASH);
  inner.set(info, BLOCK + HASH);
  padKey(inner, { key, at: HASH, pad: 0x36 });
  padKey(outer, { key, at: 0, pad: 0x5c });
  const out = new Uint8Array(rounds * HASH);
  for (let round = 1; round <= rounds; round++) {
    if (round === 2) padKey(inner, { key, at: 0, pad: 0x36 });
    inner[inner.length - 1] = round;
    const message = round === 1 ? inner.subarray(HASH) : inner;
    outer.set(host.hash('sha512', message, 'buffer'), BLOCK);
    const mac = host.hash('sha512', outer, 'buffer');
    out.set(mac, (round - 1) * HASH);
    inner.set(mac, BLOCK);
  }
  inner.fill(0);
  outer.fill(0);
  return out;
}

/** Writes a key block XOR a pad of RFC 2104. */
function padKey(
  into: Uint8Array,
  how: { readonly key: Uint8Array; readonly at: number; readonly pad: number },
): void {
  const { at, key, pad } = how;
  into.fill(pad, at, at + BLOCK);
  for (let i = 0; i < key.length; i++) into[at + i] = (key[i] ?? 0) ^ pad;
}
