import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 as portableSha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { toHex } from '../bytes.ts';
import { hkdfExpand512, sha256 } from './hash.ts';
import { hostCrypto } from './host.ts';

test('Node has its own crypto, and its hash agrees with JavaScript on every input', () => {
  assert.ok(hostCrypto !== undefined);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (data) => {
      assert.equal(toHex(sha256(data)), toHex(portableSha256(data)));
      assert.equal(Object.getPrototypeOf(sha256(data)), Uint8Array.prototype);
    }),
  );
});

test('its HKDF-Expand agrees with JavaScript for every key, context and length', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.uint8Array({ maxLength: 500 }),
      fc.integer({ min: 1, max: 400 }),
      (key, info, length) => {
        const own = hkdfExpand512(key, info, length);
        assert.equal(own.length, length);
        assert.equal(toHex(own), toHex(hkdfExpand512(key, info, length, true)));
      },
    ),
  );
});

test('HKDF-Expand gives 255 blocks and refuses more, whoever does it', () => {
  const key = new Uint8Array(32).fill(7);
  for (const portable of [false, true]) {
    assert.equal(hkdfExpand512(key, key, 255 * 64, portable).length, 16_320);
    assert.throws(() => hkdfExpand512(key, key, 255 * 64 + 1, portable));
  }
  const last = hkdfExpand512(key, key, 255 * 64).subarray(-64);
  assert.equal(toHex(last), toHex(hkdfExpand512(key, key, 255 * 64, true).subarray(-64)));
});
