import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 as portableSha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { toHex } from '../bytes.ts';
import { hmacSha512, sha256 } from './hash.ts';
import { hostCrypto } from './host.ts';

test('Node has its own crypto, and it agrees with JavaScript on every input', () => {
  assert.ok(hostCrypto !== undefined);
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 400 }),
      fc.uint8Array({ maxLength: 200 }),
      (data, key) => {
        assert.equal(toHex(sha256(data)), toHex(portableSha256(data)));
        assert.equal(toHex(hmacSha512(key, data)), toHex(hmacSha512(key, data, true)));
        assert.equal(Object.getPrototypeOf(sha256(data)), Uint8Array.prototype);
      },
    ),
  );
});
