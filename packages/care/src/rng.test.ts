import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRng } from './rng.ts';

test('the same seed gives the same stream, today and on every machine', () => {
  const rng = createRng('vaiti');
  const first = [rng.u32(), rng.u32(), rng.u32(), rng.u32()];
  assert.deepEqual(first, [4275264600, 2437414003, 3039229400, 3706218861]);
  assert.notEqual(createRng('vaiti2').u32(), createRng('vaiti').u32());
});

test('a fork depends on its label, not on what was drawn before', () => {
  const fresh = createRng(7);
  const used = createRng(7);
  used.u32();
  assert.equal(fresh.fork('a').u32(), used.fork('a').u32());
  assert.notEqual(fresh.fork('a').u32(), fresh.fork('b').u32());
});

test('ranges are kept and lists stay whole', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer(), fc.nat(1_000_000), (seed, min, span) => {
      const rng = createRng(seed);
      const value = rng.int(min, min + span);
      assert.ok(Number.isInteger(value) && value >= min && value <= min + span);
      const list = Array.from({ length: span % 20 }, (_, i) => i);
      assert.deepEqual(
        rng.shuffle(list).toSorted((a, b) => a - b),
        list,
      );
      assert.match(rng.hex(16), /^[0-9a-f]{32}$/);
    }),
  );
});

test('choices are spread evenly', () => {
  const rng = createRng('even');
  const counts = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 100_000; i += 1) {
    const at = rng.int(0, 9);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  // Ten thousand each; six standard deviations are about 570.
  for (const count of counts) assert.ok(Math.abs(count - 10_000) < 570, String(count));
});

test('an empty list and an upside-down range are refused', () => {
  assert.throws(() => createRng(1).pick([]), { code: 'random-range-invalid' });
  assert.throws(() => createRng(1).int(2, 1), { code: 'random-range-invalid' });
});
