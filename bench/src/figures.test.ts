import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median, percentile, perSecond, rangeOf, rounded } from './figures.ts';

test('the median of an odd and of an even number of figures', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(median([]), 0);
});

test('a percentile lies between its neighbours', () => {
  const values = Array.from({ length: 101 }, (_, i) => i);
  assert.equal(percentile(values, 0.95), 95);
  assert.equal(percentile([10, 20], 0.95), 19.5);
  assert.equal(percentile([7], 0.95), 7);
});

test('ranges, rates and rounding', () => {
  assert.deepEqual(rangeOf([3, 1, 2]), [1, 3]);
  assert.deepEqual(rangeOf([]), [0, 0]);
  assert.equal(perSecond(50, 250), 200);
  assert.equal(perSecond(50, 0), 0);
  assert.equal(rounded(12_345.678), 12_350);
});
