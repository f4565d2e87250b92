import { compartments, sealChunked, toHex, utf8 } from '@vaiti/core';
import { type Draft, file, fixed, flipped, practice, vectorFile } from './world.ts';

export function identityFile() {
  const seeds = [new Uint8Array(32), fixed('seed of therapist', 32), fixed('seed of patient', 32)];
  return vectorFile('Identities, PROTOCOL section 3', [
    ...seeds.map((seed, i) => ({
      name: `seed ${String(i)}`,
      op: 'identity',
      input: { seed: toHex(seed), message: toHex(utf8(`message ${String(i)}`)) },
    })),
  ]);
}

export function keysFile() {
  const place = { root: toHex(fixed('root', 32)), practice, file, epoch: 1 };
  const other = toHex(fixed('other', 16));
  const drafts: Draft[] = [
    ...compartments.map((compartment) => ({
      name: compartment,
      op: 'compartment-key',
      input: { ...place, compartment },
    })),
    ...[
      { name: 'another epoch', change: { epoch: 2 } },
      { name: 'another file', change: { file: other } },
      { name: 'another practice', change: { practice: other } },
      { name: 'another root', change: { root: toHex(fixed('other root', 32)) } },
    ].map(({ name, change }) => ({
      name,
      op: 'compartment-key',
      input: { ...place, compartment: 'clinical', ...change },
    })),
  ];
  return vectorFile('Compartment keys, PROTOCOL section 3', drafts);
}

/** A few of our own beside the C2SP vectors, small enough to be shipped. */
export async function chunkedFile() {
  const key = fixed('chunked key', 32);
  const context = utf8('context');
  const sealed = { key: toHex(key), salt: toHex(fixed('salt', 24)), context: toHex(context) };
  const plaintext = fixed('plaintext', 50);
  const two = fixed('plaintext', 16_384 + 5);
  const salt = fixed('salt', 24);
  const ciphertext = await sealChunked({ key, salt, context, plaintext });
  const long = await sealChunked({ key, salt, context, plaintext: two });
  const refused: readonly [string, Uint8Array, string][] = [
    ['nothing', new Uint8Array(0), 'ciphertext-truncated'],
    ['salt and commitment alone', ciphertext.slice(0, 56), 'ciphertext-truncated'],
    ['half a tag', ciphertext.slice(0, 64), 'ciphertext-truncated'],
    ['without its last chunk', long.slice(0, 56 + 16_400), 'ciphertext-truncated'],
    ['the last byte missing', ciphertext.slice(0, -1), 'ciphertext-invalid'],
    ['a byte more', new Uint8Array([...ciphertext, 0]), 'ciphertext-invalid'],
    ['salt changed', flipped(ciphertext, 0), 'key-commitment-mismatch'],
    ['commitment changed', flipped(ciphertext, 55), 'key-commitment-mismatch'],
    ['first byte changed', flipped(ciphertext, 56), 'ciphertext-invalid'],
    ['tag changed', flipped(ciphertext, -1), 'ciphertext-invalid'],
    ['second chunk changed', flipped(long, -20), 'ciphertext-invalid'],
  ];
  const open = (bytes: Uint8Array, change: { key?: string; context?: string } = {}) => ({
    key: sealed.key,
    context: sealed.context,
    ciphertext: toHex(bytes),
    ...change,
  });
  return vectorFile('C2SP chunked encryption, AEAD_AES_256_GCM and SHA-512', [
    ...[new Uint8Array(0), plaintext, two].map((bytes) => ({
      name: `seal ${String(bytes.length)}`,
      op: 'chunked-seal',
      input: { ...sealed, plaintext: toHex(bytes) },
    })),
    { name: 'open', op: 'chunked-open', input: open(ciphertext) },
    ...refused.map(([name, bytes, error]) => ({
      name,
      op: 'chunked-open',
      input: open(bytes),
      error,
    })),
    {
      name: 'another key',
      op: 'chunked-open',
      input: open(ciphertext, { key: toHex(flipped(key, 3)) }),
      error: 'key-commitment-mismatch',
    },
    {
      name: 'a short key',
      op: 'chunked-open',
      input: open(ciphertext, { key: toHex(key.slice(1)) }),
      error: 'ciphertext-invalid',
    },
    {
      name: 'another context',
      op: 'chunked-open',
      input: open(ciphertext, { context: toHex(utf8('contexT')) }),
      error: 'key-commitment-mismatch',
    },
    {
      name: 'no context',
      op: 'chunked-open',
      input: open(ciphertext, { context: '' }),
      error: 'key-commitment-mismatch',
    },
  ]);
}
