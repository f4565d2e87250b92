import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { concat, fromHex, toHex } from '../bytes.ts';
import { decodeBundle, encodeBundle, verifyBundle } from './bundle.ts';
import { leafHash } from './merkle.ts';
import { flipBit, withCode } from './test-log.ts';

const invalid = withCode('ledger-bundle-invalid');
const entriesArb = fc.array(fc.uint8Array({ maxLength: 80 }), { minLength: 1, maxLength: 256 });

test('entries have their length before them, big-endian', () => {
  const entries = [fromHex('aabb'), new Uint8Array(0), new Uint8Array(258).fill(7)];
  const bundle = encodeBundle(entries);
  assert.equal(toHex(bundle.subarray(0, 9)), '0002aabb0000010207');
  assert.deepEqual(
    decodeBundle(bundle, 3).map((entry) => new Uint8Array(entry)),
    entries,
  );
});

test('any entries come back, and no other number of them', () => {
  fc.assert(
    fc.property(entriesArb, (entries) => {
      const bundle = encodeBundle(entries);
      const decoded = decodeBundle(bundle, entries.length);
      assert.deepEqual(decoded.map(toHex), entries.map(toHex));
      if (entries.length > 1)
        assert.throws(() => decodeBundle(bundle, entries.length - 1), invalid);
      if (entries.length < 256) {
        assert.throws(() => decodeBundle(bundle, entries.length + 1), invalid);
      }
      const cut = bundle.subarray(0, -1);
      assert.throws(() => decodeBundle(cut, entries.length), invalid);
      const longer = concat(bundle, Uint8Array.of(0));
      assert.throws(() => decodeBundle(longer, entries.length), invalid);
    }),
  );
});

test('any bytes decode to what encodes to them, or are refused', () => {
  const bytes = fc.uint8Array({ maxLength: 40 });
  fc.assert(
    fc.property(bytes, fc.integer({ min: 1, max: 8 }), (data, width) => {
      let entries: Uint8Array[];
      try {
        entries = decodeBundle(data, width);
      } catch (error) {
        assert.ok(invalid(error));
        return;
      }
      assert.equal(toHex(encodeBundle(entries)), toHex(data));
    }),
    { numRuns: 1000 },
  );
});

test('a bundle belongs to its tile; a flipped bit in either is noticed', () => {
  fc.assert(
    fc.property(entriesArb, fc.nat(), fc.nat(), (entries, pick, bit) => {
      const tile = concat(...entries.map(leafHash));
      verifyBundle(entries, tile);
      const mismatch = withCode('ledger-bundle-mismatch');
      const flipped = flipBit(tile, bit % (tile.length * 8));
      assert.throws(() => verifyBundle(entries, flipped), mismatch);
      assert.throws(() => verifyBundle(entries.slice(1), tile), mismatch);
      const at = pick % entries.length;
      const entry = entries[at] ?? new Uint8Array(0);
      if (entry.length === 0) return;
      const changed: Uint8Array[] = entries.slice();
      changed[at] = flipBit(entry, bit % (entry.length * 8));
      assert.throws(() => verifyBundle(changed, tile), mismatch);
    }),
  );
});

test('sizes outside the format are refused', () => {
  const outOfRange = withCode('ledger-out-of-range');
  assert.throws(() => encodeBundle([]), outOfRange);
  assert.throws(() => encodeBundle(Array<Uint8Array>(257).fill(new Uint8Array(1))), outOfRange);
  assert.throws(() => encodeBundle([new Uint8Array(65_536)]), outOfRange);
  for (const width of [0, -1, 1.5, 257]) {
    assert.throws(() => decodeBundle(new Uint8Array(2), width), outOfRange);
  }
  assert.equal(decodeBundle(encodeBundle([new Uint8Array(65_535)]), 1)[0]?.length, 65_535);
});
