import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { Secret } from '@vaiti/core';
import { z } from 'zod';
import { ClientError } from '../errors.ts';
import { SealedCache } from './sealed.ts';
import { memoryStore } from './store.ts';

const schema = z.strictObject({ text: z.string() });
const entropy = (n: number): Uint8Array => new Uint8Array(randomBytes(n));
const key = (): Secret => new Secret(new Uint8Array(32).fill(9));
const damaged = (error: unknown): boolean =>
  error instanceof ClientError && error.code === 'cache-damaged';

test('what is put is got back, and the store sees no plaintext', async () => {
  const store = memoryStore();
  const cache = new SealedCache(store, key(), entropy, 'me/');
  await cache.put('draft/1', { text: 'hiljainen salaisuus' });
  assert.deepEqual(await cache.get('draft/1', schema), { text: 'hiljainen salaisuus' });
  assert.equal(await cache.get('draft/2', schema), undefined);
  const raw = await store.get('me/draft/1');
  assert.ok(raw !== undefined && !Buffer.from(raw).includes('salaisuus'));
  assert.deepEqual(await cache.names('draft/'), ['draft/1']);
  await cache.delete('draft/1');
  assert.equal(await cache.get('draft/1', schema), undefined);
});

test('a value moved to another name, flipped or sealed by another does not open', async () => {
  const store = memoryStore();
  const cache = new SealedCache(store, key(), entropy, 'me/');
  await cache.put('a', { text: 'x' });
  const raw = await store.get('me/a');
  assert.ok(raw !== undefined);
  await store.put('me/b', raw);
  await assert.rejects(cache.get('b', schema), damaged);
  for (let at = 0; at < raw.length; at++) {
    const flipped = raw.slice();
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    await store.put('me/a', flipped);
    await assert.rejects(cache.get('a', schema), damaged);
  }
  await store.put('me/a', raw);
  const stranger = new SealedCache(store, new Secret(new Uint8Array(32)), entropy, 'me/');
  await assert.rejects(stranger.get('a', schema), damaged);
});

test('a value of another shape is refused', async () => {
  const cache = new SealedCache(memoryStore(), key(), entropy, '');
  await cache.put('a', { other: 1 });
  await assert.rejects(cache.get('a', schema), damaged);
});
