import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileId, RecordId } from '@vaiti/core';
import fc from 'fast-check';
import { seenKey, SeenTable } from './seen.ts';

const hex = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => bytes.toHex());

test('the table says what a map says, over growth and collisions', () => {
  // Few low bits, so that places collide.
  const key = fc.bigInt({ min: 1n, max: (1n << 64n) - 1n }).map((k) => k & ~0xffffn || 1n);
  const write = fc.tuple(
    fc.oneof(key, fc.bigInt({ min: 1n, max: 1n << 20n })),
    fc.nat(9),
    fc.nat(),
  );
  fc.assert(
    fc.property(fc.array(write, { maxLength: 300 }), (writes) => {
      const table = new SeenTable();
      const map = new Map<bigint, { version: number; digest: number }>();
      for (const [k, version, digest] of writes) {
        table.set(k, { version, digest });
        map.set(k, { version, digest });
      }
      assert.equal(table.size, map.size);
      for (const [k, seen] of map) assert.deepEqual(table.get(k), seen);
      assert.equal(table.get(1n << 40n), map.get(1n << 40n));
    }),
  );
});

test('a table of a hundred thousand records keeps them all', () => {
  const table = new SeenTable();
  for (let i = 1n; i <= 100_000n; i++)
    table.set(BigInt.asUintN(64, i * 0x9e3779b97f4a7c15n), { version: 1, digest: Number(i) });
  for (let i = 1n; i <= 100_000n; i++)
    assert.equal(table.get(BigInt.asUintN(64, i * 0x9e3779b97f4a7c15n))?.digest, Number(i));
});

test('a key is never the mark of an empty place', () => {
  fc.assert(
    fc.property(hex, hex, (file, record) => {
      assert.notEqual(seenKey(file as FileId, record as RecordId), 0n);
    }),
  );
});
