import { ed25519 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { type Bytes, concat, equal, fromHex, toHex } from '../bytes.ts';
import { hostCrypto, type HostCrypto, type HostKey } from './host.ts';

/** Checks an Ed25519 signature (RFC 8032 section 5.1.7, strict). Resolves to false, never throws. */
export type Verify = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => Promise<boolean>;

/** The group order L in little-endian, RFC 8032 section 5.1. */
const ORDER = [
  0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/** The part of strictness that does not depend on the library: S below L, key not of small order. */
export function wellFormed(publicKey: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  for (let i = 31; i >= 0; i--) {
    const s = signature[32 + i] ?? 0;
    const l = ORDER[i] ?? 0;
    if (s < l) return !isSmallOrder(publicKey);
    if (s > l) return false;
  }
  return false;
}

const smallOrder = new Map<string, boolean>();

function isSmallOrder(publicKey: Uint8Array): boolean {
  const hex = toHex(publicKey);
  const known = smallOrder.get(hex);
  if (known !== undefined) return known;
  let small: boolean;
  try {
    small = ed25519.Point.fromBytes(publicKey, false).isSmallOrder();
  } catch {
    small = true;
  }
  if (smallOrder.size > 10_000) smallOrder.clear();
  smallOrder.set(hex, small);
  return small;
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((n, byte) => (n << 8n) | BigInt(byte), 0n);
}

/**
 * The equation without cofactor, R = [S]B - [k]A, as native implementations check it. RFC 8032
 * section 5.1.7 allows both forms; a chain needs one, or a crafted signature splits its readers.
 */
function withoutCofactor(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) {
  const { Point } = ed25519;
  const r = signature.subarray(0, 32);
  const k = littleEndian(sha512(concat(r, publicKey, message))) % Point.Fn.ORDER;
  const kA = Point.fromBytes(publicKey, false).multiplyUnsafe(k);
  const sB = Point.BASE.multiplyUnsafe(littleEndian(signature.subarray(32)));
  return equal(sB.subtract(kA).toBytes(), r);
}

/** Verification in JavaScript, for places without native Ed25519. */
export const verifyPortable: Verify = (publicKey, message, signature) => {
  if (!wellFormed(publicKey, signature)) return Promise.resolve(false);
  try {
    return Promise.resolve(withoutCofactor(publicKey, message, signature));
  } catch {
    return Promise.resolve(false);
  }
};

const keys = new Map<string, Promise<CryptoKey>>();

function importedKey(publicKey: Uint8Array): Promise<CryptoKey> {
  const hex = toHex(publicKey);
  let key = keys.get(hex);
  if (key === undefined) {
    if (keys.size > 10_000) keys.clear();
    key = crypto.subtle.importKey('raw', publicKey as Bytes, 'Ed25519', false, ['verify']);
    keys.set(hex, key);
  }
  return key;
}

/** Verification by native WebCrypto; keys are imported once. */
export const verifyNative: Verify = async (publicKey, message, signature) => {
  if (!wellFormed(publicKey, signature)) return false;
  try {
    const key = await importedKey(publicKey);
    return await crypto.subtle.verify('Ed25519', key, signature as Bytes, message as Bytes);
  } catch {
    return false;
  }
};

let native: Promise<boolean> | undefined;

/** Whether this runtime's WebCrypto has Ed25519. Asked once. */
export function hasNativeEd25519(): Promise<boolean> {
  native ??= crypto.subtle
    .importKey('raw', ed25519.Point.BASE.toBytes() as Bytes, 'Ed25519', false, ['verify'])
    .then(
      () => true,
      () => false,
    );
  return native;
}

/** SubjectPublicKeyInfo wrapping of a raw Ed25519 public key, RFC 8410 section 4. */
const SPKI = fromHex('302a300506032b6570032100');

/** Verification by the runtime's own synchronous crypto; keys are imported once. */
export function hostVerify(host: HostCrypto): Verify {
  const imported = new Map<string, HostKey>();
  const keyOf = (publicKey: Uint8Array) => {
    const hex = toHex(publicKey);
    let key = imported.get(hex);
    if (key === undefined) {
      if (imported.size > 10_000) imported.clear();
      key = host.createPublicKey({ key: concat(SPKI, publicKey), format: 'der', type: 'spki' });
      imported.set(hex, key);
    }
    return key;
  };
  return (publicKey, message, signature) => {
    if (!wellFormed(publicKey, signature)) return Promise.resolve(false);
    try {
      return Promise.resolve(host.verify(null, message, keyOf(publicKey), signature));
    } catch {
      return Promise.resolve(false);
    }
  };
}

const verifyWeb: Verify = async (publicKey, message, signature) =>
  (await hasNativeEd25519())
    ? verifyNative(publicKey, message, signature)
    : verifyPortable(publicKey, message, signature);

/** Verification by the best the runtime has. */
export const verify: Verify = hostCrypto === undefined ? verifyWeb : hostVerify(hostCrypto);
