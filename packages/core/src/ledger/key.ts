import { type Bytes, concat, utf8 } from '../bytes.ts';
import { sha256 } from '../suite/hash.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { LedgerError } from './errors.ts';
import { isNoteLine } from './text.ts';

/**
 * What a key signs, with its signature type byte (C2SP signed-note, "Signature types"): a note as
 * it is, or a witness's timestamped statement about a checkpoint (C2SP tlog-cosignature).
 */
export const signatureTypes = { ed25519: 0x01, 'cosignature/v1': 0x04 } as const;
export type SignatureType = keyof typeof signatureTypes;

/** A public key by which a note's signatures are checked. `publicKey` is Ed25519, 32 bytes. */
export type VerifierKey = {
  readonly name: string;
  readonly type: SignatureType;
  readonly publicKey: Uint8Array;
};

const PUBLIC_KEY_BYTES = 32;
const KEY_NAME = /^[^\p{White_Space}+]+$/u;

/** Whether `name` may be a key name: not empty, no Unicode space, no plus, no control character. */
export function isKeyName(name: string): boolean {
  return isNoteLine(name) && KEY_NAME.test(name);
}

/**
 * Key ID as uint32: the first four bytes of SHA-256(name || 0x0A || type || public key) (C2SP
 * signed-note, "Signatures"). Name and ID together name the key; the ID alone proves nothing.
 * Throws `ledger-key-invalid`.
 */
export function keyId(key: VerifierKey): number {
  requireKey(key);
  const digest = sha256(concat(utf8(`${key.name}\n`), typedKey(key)));
  return new DataView(digest.buffer, digest.byteOffset).getUint32(0);
}

/**
 * Verifier key string `<name>+<key ID in hex>+<base64 of type and public key>` (C2SP signed-note).
 */
export function encodeVerifierKey(key: VerifierKey): string {
  return `${key.name}+${hexId(key)}+${encodeBase64(typedKey(key))}`;
}

/**
 * Key of a verifier key string. Throws `ledger-key-invalid` when it is malformed, of a type other
 * than `signatureTypes`, or its ID is not that of the key.
 */
export function parseVerifierKey(text: string): VerifierKey {
  // Base64 may contain a plus, names may not.
  const [name = '', id = '', ...rest] = text.split('+');
  const bytes = decodeBase64(rest.join('+'));
  if (bytes === undefined) throw new LedgerError('ledger-key-invalid');
  const type = typeOf(bytes[0]);
  if (type === undefined) throw new LedgerError('ledger-key-invalid');
  const key: VerifierKey = { name, type, publicKey: bytes.slice(1) };
  if (hexId(key) !== id) throw new LedgerError('ledger-key-invalid');
  return key;
}

/** Throws `ledger-key-invalid` unless name, type and key length are allowed. */
export function requireKey(key: VerifierKey): void {
  if (
    !isKeyName(key.name) ||
    !Object.hasOwn(signatureTypes, key.type) ||
    key.publicKey.length !== PUBLIC_KEY_BYTES
  ) {
    throw new LedgerError('ledger-key-invalid');
  }
}

function typedKey(key: VerifierKey): Bytes {
  return concat(Uint8Array.of(signatureTypes[key.type]), key.publicKey);
}

function hexId(key: VerifierKey): string {
  return keyId(key).toString(16).padStart(8, '0');
}

function typeOf(byte: number | undefined): SignatureType | undefined {
  if (byte === signatureTypes.ed25519) return 'ed25519';
  if (byte === signatureTypes['cosignature/v1']) return 'cosignature/v1';
  return undefined;
}
