import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pooledEntropy } from './entropy.ts';

test('pieces have the length asked for and never repeat, beyond the pool as well', () => {
  const draw = pooledEntropy();
  const seen = new Set<string>();
  for (let i = 0; i < 3000; i++) seen.add(draw(16).toHex());
  assert.equal(seen.size, 3000);
  assert.equal(draw(100_000).length, 100_000);
  assert.notDeepEqual(draw(32), new Uint8Array(32));
});
