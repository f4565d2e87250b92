import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cacheKeyOf,
  encodeWays,
  idBytes,
  identityOf,
  type PracticeId,
  Secret,
  sha256,
  type WayList,
  waysMessage,
} from '@vaiti/core';
import { SealedCache } from '../cache/sealed.ts';
import { memoryStore } from '../cache/store.ts';
import { ClientError } from '../errors.ts';
import { type KnownWays, knownWays, pinWays, requireWay } from './known-ways.ts';

const identity = await identityOf(new Secret(new Uint8Array(32).fill(1)));
const eve = await identityOf(new Secret(new Uint8Array(32).fill(2)));
const practice = 'ab'.repeat(16) as PracticeId;
const who = { identity, practice };
const sealed = new Uint8Array(60).fill(4);
const refused = (code: string) => (error: unknown) =>
  error instanceof ClientError && error.code === code;
const newCache = () =>
  new SealedCache(memoryStore(), cacheKeyOf(identity), (n) => new Uint8Array(n), 'me/');

async function signed(changes: Partial<WayList> = {}, by = identity) {
  const way = {
    id: new Uint8Array(16),
    kind: 'password' as const,
    digest: sha256(sealed),
    day: 1,
    label: new Uint8Array(0),
  };
  const list = encodeWays({
    suite: 1,
    practice: idBytes(practice),
    principal: idBytes(identity.id),
    counter: 1,
    prev: new Uint8Array(32),
    day: 1,
    ways: [way],
    ...changes,
  });
  return { list, signature: await by.sign(waysMessage(list)) };
}

async function known(changes: Partial<WayList> = {}): Promise<KnownWays> {
  return (await knownWays(await signed(changes), who)) ?? assert.fail('no list');
}

test('a list counts only when its owner signed it, for this practice', async () => {
  assert.equal((await known()).list.counter, 1);
  const forged = [
    await signed({}, eve),
    await signed({ practice: new Uint8Array(16) }),
    await signed({ principal: idBytes(eve.id) }),
    { ...(await signed()), list: new Uint8Array([1]) },
  ];
  for (const one of forged) await assert.rejects(knownWays(one, who), refused('ways-forged'));
});

test('the sealed seed of an older password, or of a way that is gone, is refused', async () => {
  const ways = await known();
  const account = '00'.repeat(16);
  requireWay(ways, { account, kinds: ['password'], sealedSeed: sealed });
  const older = { account, kinds: ['password'] as const, sealedSeed: new Uint8Array(60) };
  assert.throws(() => requireWay(ways, older), refused('way-revoked'));
  const gone = { account: '11'.repeat(16), kinds: ['password'] as const, sealedSeed: sealed };
  assert.throws(() => requireWay(ways, gone), refused('way-revoked'));
  const other = { account, kinds: ['passkey'] as const, sealedSeed: sealed };
  assert.throws(() => requireWay(ways, other), refused('way-revoked'));
});

test('an older, other or missing list than the one seen is noticed; the next is taken', async () => {
  const cache = newCache();
  await pinWays(cache, undefined);
  const first = await known();
  await pinWays(cache, first);
  await pinWays(cache, first);
  await assert.rejects(pinWays(cache, undefined), refused('ways-rolled-back'));
  await assert.rejects(pinWays(cache, await known({ day: 2 })), refused('ways-rolled-back'));
  const fork = await known({ counter: 2, prev: new Uint8Array(32).fill(9) });
  await assert.rejects(pinWays(cache, fork), refused('ways-rolled-back'));
  await pinWays(cache, await known({ counter: 2, prev: new Uint8Array(first.id) }));
  await assert.rejects(pinWays(cache, first), refused('ways-rolled-back'));
  await pinWays(cache, await known({ counter: 7, prev: new Uint8Array(32).fill(9) }));
});
