import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { test } from 'node:test';
import { x25519 } from '@noble/curves/ed25519.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { z } from 'zod';
import { type Bytes, concat, fromHex, toHex } from '../bytes.ts';
import { groupsOf, skip } from '../test-wycheproof.ts';

// HPKE's KEM rests on these two primitives, native and in JavaScript.
const { subtle } = webcrypto;
const hex = z.string().transform(fromHex);

/** PKCS #8 wrapping of a raw X25519 key, RFC 8410 section 7. */
const PKCS8 = fromHex('302e020100300506032b656e04220420');

const exchanges: Readonly<Record<string, (secret: Bytes, point: Bytes) => Promise<Uint8Array>>> = {
  native: async (secret, point) => {
    const pkcs8 = concat(PKCS8, secret);
    const key = await subtle.importKey('pkcs8', pkcs8, 'X25519', false, ['deriveBits']);
    const theirs = await subtle.importKey('raw', point, 'X25519', false, []);
    return new Uint8Array(await subtle.deriveBits({ name: 'X25519', public: theirs }, key, 256));
  },
  portable: async (secret, point) => x25519.getSharedSecret(secret, point),
};

const decapsulations: Readonly<Record<string, (seed: Bytes, c: Bytes) => Promise<Uint8Array>>> = {
  native: async (seed, c) => {
    const key = await subtle.importKey('raw-seed', seed, 'ML-KEM-768', false, ['decapsulateBits']);
    return new Uint8Array(await subtle.decapsulateBits('ML-KEM-768', key, c));
  },
  portable: async (seed, c) => ml_kem768.decapsulate(c, ml_kem768.keygen(seed).secretKey),
};

const encapsulationKeys: Readonly<Record<string, (seed: Bytes) => Promise<Uint8Array>>> = {
  native: async (seed) => {
    const key = await subtle.importKey('raw-seed', seed, 'ML-KEM-768', true, ['decapsulateBits']);
    const theirs = await subtle.getPublicKey(key, ['encapsulateBits']);
    return new Uint8Array(await subtle.exportKey('raw-public', theirs));
  },
  portable: async (seed) => ml_kem768.keygen(seed).publicKey,
};

const exchangeSchema = z.object({
  tests: z.array(
    z.object({ public: hex, private: hex, shared: z.string(), flags: z.array(z.string()) }),
  ),
});

for (const [name, exchange] of Object.entries(exchanges)) {
  test(`X25519 ${name}: all 518 vectors, those with an all-zero secret refused`, {
    skip,
  }, async () => {
    const seen = { shared: 0, refused: 0 };
    for (const v of groupsOf('x25519_test.json', exchangeSchema).flatMap((g) => g.tests)) {
      if (v.flags.includes('ZeroSharedSecret')) {
        await assert.rejects(exchange(v.private, v.public));
        seen.refused++;
      } else {
        assert.equal(toHex(await exchange(v.private, v.public)), v.shared);
        seen.shared++;
      }
    }
    assert.deepEqual(seen, { shared: 487, refused: 31 });
  });
}

const kemSchema = z.object({
  tests: z.array(
    z.object({
      seed: hex,
      ek: z.string().optional(),
      c: hex,
      K: z.string(),
      result: z.enum(['valid', 'invalid']),
    }),
  ),
});

for (const [name, decapsulate] of Object.entries(decapsulations)) {
  test(`ML-KEM-768 ${name}: all 193 vectors`, { skip }, async () => {
    const seen = { valid: 0, invalid: 0, keys: 0 };
    for (const v of groupsOf('mlkem_768_test.json', kemSchema).flatMap((g) => g.tests)) {
      seen[v.result]++;
      if (v.result === 'invalid') {
        await assert.rejects(decapsulate(v.seed, v.c));
        continue;
      }
      assert.equal(toHex(await decapsulate(v.seed, v.c)), v.K);
      const key = await encapsulationKeys[name]?.(v.seed);
      if (key !== undefined && v.ek !== undefined) {
        assert.equal(toHex(key), v.ek);
        seen.keys++;
      }
    }
    assert.deepEqual(seen, { valid: 153, invalid: 40, keys: 153 });
  });
}
