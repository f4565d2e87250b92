import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { limits } from '@vaiti/contract';
import type { PrincipalId } from '@vaiti/core';
import { TestClock } from '../testing/harness.ts';
import { type StorePlace, storeKinds } from '../testing/stores.ts';
import type { Store } from '../store/store.ts';
import { Limiter } from './limiter.ts';
import { Sessions } from './sessions.ts';
import { tokenHash } from './token.ts';

const someone = 'ab'.repeat(16) as PrincipalId;
let place: StorePlace;
let store: Store;
before(async () => {
  place = (await (await storeKinds())[0]?.place()) ?? assert.fail();
  store = await place.open();
});
after(async () => {
  await store.close();
  await place.remove();
});

test('the store has the hash of a token, never the token', async () => {
  const sessions = await Sessions.load(store, new TestClock().read);
  const { token } = await sessions.begin(someone, 'cd'.repeat(16));
  const rows = await store.sessions();
  assert.deepEqual(
    rows.map((row) => row.hash),
    [tokenHash(token)],
  );
  assert.equal(JSON.stringify(rows).includes(token), false);
  await sessions.end(token);
  assert.equal(sessions.find(token), undefined);
  assert.deepEqual(await store.sessions(), []);
});

test('a session ends when nobody uses it, and at the latest after its whole time', async () => {
  const clock = new TestClock();
  const sessions = await Sessions.load(store, clock.read);
  const idle = await sessions.begin(someone, 'cd'.repeat(16));
  const used = await sessions.begin(someone, 'cd'.repeat(16));
  assert.equal(used.expires, clock.now + limits.sessionAbsolute);
  const began = clock.now;
  while (clock.now + limits.sessionIdle / 2 < began + limits.sessionAbsolute) {
    clock.now += limits.sessionIdle / 2;
    assert.equal(sessions.find(used.token), someone);
  }
  assert.equal(sessions.find(idle.token), undefined);
  assert.equal(sessions.count, 1);
  clock.now = began + limits.sessionAbsolute;
  assert.equal(sessions.find(used.token), undefined);
  await sessions.sweep();
  assert.deepEqual(await store.sessions(), []);
});

test('a session and its last use outlive the server', async () => {
  const clock = new TestClock();
  const first = await Sessions.load(store, clock.read);
  const { token } = await first.begin(someone, 'cd'.repeat(16));
  clock.now += limits.sessionIdle - 1;
  first.find(token);
  await first.sweep();
  clock.now += limits.sessionIdle - 1;
  const second = await Sessions.load(store, clock.read);
  assert.equal(second.find(token), someone);
  assert.equal(second.find('x'.repeat(43)), undefined);
});

test('so many failures in a window, then a wait; success takes its own attempt back', () => {
  const clock = new TestClock();
  const limiter = new Limiter({ failures: 3, window: 1000 }, clock.read);
  for (let i = 0; i < 3; i++) {
    assert.equal(limiter.may('a'), true);
    limiter.count('a');
  }
  assert.equal(limiter.may('a'), false);
  assert.equal(limiter.may('b'), true);
  limiter.forgive('a');
  assert.equal(limiter.may('a'), true);
  limiter.count('a');
  clock.now += 1000;
  assert.equal(limiter.may('a'), true);
});

test('a session that the store has no more is over', async () => {
  const sessions = await Sessions.load(store, new TestClock().read);
  const gone = await sessions.begin(someone, 'cd'.repeat(16));
  const stays = await sessions.begin(someone, 'cd'.repeat(16));
  await store.removeSessions([tokenHash(gone.token)]);
  assert.equal(sessions.find(gone.token), someone);
  await sessions.reload();
  assert.deepEqual([sessions.find(gone.token), sessions.find(stays.token)], [undefined, someone]);
});
