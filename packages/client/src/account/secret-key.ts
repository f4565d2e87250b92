import { base32crockford } from '@scure/base';
import { type Bytes, type Entropy, hkdf, Secret, toHex, utf8 } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { parseWords, wordsOf } from '../words/typed.ts';

/** Length of a Secret Key in bytes: 128 bits, so that a stolen server is no use for guessing. */
const SECRET_KEY_LENGTH = 16;
const PREFIX = 'V1';
/** 128 bits and 4 of check. */
const WORDS = 12;

/** A fresh Secret Key. */
export function newSecretKey(entropy: Entropy): Secret {
  return new Secret(entropy(SECRET_KEY_LENGTH));
}

function checksum(key: Uint8Array): string {
  const bytes = hkdf(key, new Uint8Array(0), utf8('vaiti/1 secret key check'), 2);
  return base32crockford.encode(bytes).slice(0, 2);
}

/** As people see it: `V1-XXXXXX-…`, 26 Crockford characters and a 2-character check. */
export function formatSecretKey(key: Secret): string {
  return key.use((bytes) => {
    const text = base32crockford.encode(bytes).replace(/=+$/, '') + checksum(bytes);
    return [PREFIX, ...(text.match(/.{1,7}/g) ?? [])].join('-');
  });
}

/** A Secret Key as printed, as twelve English words (BIP-39): to be read aloud or typed on a phone. */
export function secretKeyWords(printed: string): readonly string[] {
  return parseSecretKey(printed).use((bytes) => wordsOf(bytes));
}

/**
 * Reads a Secret Key as typed: spaces, hyphens and case do not matter, O is 0, I and L are 1; or its
 * twelve words. Throws `secret-key-invalid` when it is not one; its check catches mistyping.
 */
export function parseSecretKey(text: string): Secret {
  const words = parseWords(text, WORDS);
  if (!('fault' in words)) return words.secret;
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (!plain.startsWith(PREFIX)) throw new ClientError('secret-key-invalid');
  const body = plain.slice(PREFIX.length);
  const bytes = decode(body.slice(0, -2));
  if (bytes.length !== SECRET_KEY_LENGTH || checksum(bytes) !== body.slice(-2))
    throw new ClientError('secret-key-invalid');
  return new Secret(bytes);
}

function decode(text: string): Uint8Array {
  const padded = text.padEnd(Math.ceil(text.length / 8) * 8, '=');
  for (const candidate of [text, padded]) {
    try {
      return base32crockford.decode(candidate);
    } catch {
      continue;
    }
  }
  throw new ClientError('secret-key-invalid');
}

/** The name under which the server knows the account: derived, so it reveals neither person nor key. */
export function accountOf(key: Secret): string {
  return toHex(derive(key, 'vaiti/1 account', 16));
}

/** What OPAQUE sees as the password: without the Secret Key no guess can be tried. */
export function opaquePassword(key: Secret, password: string): string {
  return `${toHex(derive(key, 'vaiti/1 opaque password', 32))}:${password.normalize('NFKC')}`;
}

function derive(key: Secret, label: string, length: number): Bytes {
  return key.use((bytes) => hkdf(bytes, new Uint8Array(0), utf8(label), length));
}

/** The key that seals the user seed: OPAQUE's export key and the Secret Key together. */
export function unlockKey(key: Secret, exportKey: Uint8Array): Secret {
  return key.use((bytes) => new Secret(hkdf(exportKey, bytes, utf8('vaiti/1 unlock key'), 32)));
}
