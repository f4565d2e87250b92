import assert from 'node:assert/strict';
import { test } from 'node:test';
import { realEntropy, seededEntropy } from './entropy.ts';

test('seeded bytes are the same for a seed, and others for another', () => {
  const [a, b, c] = [seededEntropy('x'), seededEntropy('x'), seededEntropy('y')];
  assert.deepEqual(a(100), b(100));
  assert.deepEqual(a(5), b(5));
  assert.notDeepEqual(seededEntropy('x')(100), c(100));
});

test('real bytes are never the same', () => {
  assert.notDeepEqual(realEntropy(16), realEntropy(16));
});
