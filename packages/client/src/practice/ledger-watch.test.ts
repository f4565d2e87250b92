import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { commitLeaf, encodeOpening, idOf, leafHash, Secret, toHex } from '@vaiti/core';
import { z } from 'zod';
import { SealedCache } from '../cache/sealed.ts';
import { memoryStore } from '../cache/store.ts';
import { ClientError } from '../errors.ts';
import { LedgerWatch } from './ledger-watch.ts';
import type { Member } from './member.ts';

const entropy = (length: number) => new Uint8Array(randomBytes(length));
const written = z.object({
  pending: z.array(z.object({ index: z.int(), hash: z.instanceof(Uint8Array) })),
});

function receiptOf(index: number, seq: number) {
  const opening = encodeOpening({
    kind: 'append',
    file: entropy(16),
    counter: 1,
    time: 0,
    seq,
    entry: entropy(32),
    author: entropy(16),
  });
  return { index, salt: new Uint8Array(entropy(32)), opening };
}

/** A watch over an empty cache. Nothing here asks the server. */
function watchOf(): { watch: LedgerWatch; cache: SealedCache } {
  const cache = new SealedCache(memoryStore(), new Secret(entropy(32)), entropy, '');
  const unreachable = () => Promise.reject(new ClientError('offline'));
  const member = {
    api: { call: unreachable, ledger: unreachable },
    token: '',
    practice: idOf(entropy(16)),
    cache,
    entropy,
    now: () => 0,
  } as unknown as Member;
  return { watch: new LedgerWatch(member, ''), cache };
}

const expecting = (seq: number) => ({
  matches: (opening: { kind: string; seq?: number }) =>
    opening.kind === 'append' && opening.seq === seq,
});

test('many receipts are remembered as one by one, in order', async () => {
  const receipts = [receiptOf(4, 0), receiptOf(5, 1), receiptOf(9, 2)];
  const { cache, watch } = watchOf();
  await watch.acceptAll(receipts.map((receipt, seq) => ({ receipt, ...expecting(seq) })));
  await watch.save();
  const state = await cache.get('ledger', written);
  assert.deepEqual(
    state?.pending.map(({ index, hash }) => [index, toHex(hash)]),
    receipts.map((receipt) => [receipt.index, toHex(leafHash(commitLeaf(receipt)))]),
  );
});

test('a receipt that says something else is refused, and what came before it is remembered', async () => {
  const { cache, watch } = watchOf();
  const promised = [receiptOf(4, 0), receiptOf(5, 7), receiptOf(6, 2)].map((receipt, seq) => ({
    receipt,
    ...expecting(seq),
  }));
  await assert.rejects(
    watch.acceptAll(promised),
    (error) => error instanceof ClientError && error.code === 'receipt-invalid',
  );
  await watch.save();
  const state = await cache.get('ledger', written);
  assert.deepEqual(
    state?.pending.map(({ index }) => index),
    [4],
  );
});
