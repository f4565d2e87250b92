import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bodyLength } from '../entry/entry.ts';
import { MAX_BODY } from '../entry/header.ts';
import { flip, refusal, runs } from '../test-scene.ts';
import { sealChunked } from './chunked.ts';
import { MIN_PADDED, pad, paddedLength, unpad } from './padding.ts';

test('what is padded comes back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), (content) => {
      const padded = pad(content);
      assert.equal(padded.length, paddedLength(content.length));
      assert.deepEqual(unpad(padded), new Uint8Array(content));
    }),
    runs(200),
  );
});

test('padding holds prefix and content, grows with them and costs at most 12 % beyond the minimum', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: MAX_BODY }), (length) => {
      const padded = paddedLength(length);
      assert.ok(padded >= length + 4 && padded >= MIN_PADDED);
      assert.ok(padded === MIN_PADDED || padded <= (length + 4) * 1.12);
      assert.ok(paddedLength(length + 1) >= padded);
    }),
    runs(2000),
  );
});

test('few lengths are ever seen: under 400 up to 8 MiB', () => {
  const seen = new Set<number>();
  for (let length = 0; length <= MAX_BODY; length = Math.max(length + 1, paddedLength(length) - 3))
    seen.add(paddedLength(length));
  assert.ok(seen.size < 400, String(seen.size));
});

test('any flipped bit of the padding or a longer, shorter or other size is refused', () => {
  const arbitrary = fc.tuple(fc.uint8Array({ maxLength: 600 }), fc.nat());
  fc.assert(
    fc.property(arbitrary, ([content, bit]) => {
      const padded = pad(content);
      const zeros = (padded.length - content.length - 4) * 8;
      if (zeros > 0) {
        const at = (content.length + 4) * 8 + (bit % zeros);
        assert.throws(() => unpad(flip(padded, at)), refusal('padding-invalid'));
      }
      assert.throws(() => unpad(padded.slice(0, -1)), refusal('padding-invalid'));
      assert.throws(() => unpad(new Uint8Array([...padded, 0])), refusal('padding-invalid'));
    }),
    runs(100),
  );
});

test('any bytes are refused with a code or are what pad makes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => {
      try {
        assert.deepEqual(pad(unpad(bytes)), new Uint8Array(bytes));
      } catch (error) {
        assert.ok(refusal('padding-invalid')(error), String(error));
      }
    }),
    runs(200),
  );
});

test('bodyLength foretells the ciphertext of every padded length', async () => {
  const zero = new Uint8Array(32);
  for (const length of [256, 272, 16_128, 16_384, 16_896, 32_768, 49_152]) {
    const options = { key: zero, salt: zero.slice(0, 24), context: zero };
    const sealed = await sealChunked({ ...options, plaintext: new Uint8Array(length) });
    assert.equal(sealed.length, bodyLength(length));
  }
});
