import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { equal } from '../bytes.ts';
import { LedgerError } from './errors.ts';
import { flipBit, growLog, recursiveRoot, leafData, withCode } from './test-log.ts';
import { inclusionProof, rootFromTiles, tileHashReader, verifiedTiles } from './tile-reader.ts';
import { tilePath, tilesOf } from './tiles.ts';

test('the root follows from the partial tiles', async () => {
  const sizes = [0, 1, 2, 255, 256, 257, 511, 512, 1000, 1499];
  const { store, roots } = growLog(1500, sizes);
  for (const size of sizes) {
    const root = await rootFromTiles(store.reader, size);
    assert.ok(equal(root, roots[size] ?? new Uint8Array(0)));
  }
});

test('a proof asks for each tile once', async () => {
  const { store } = growLog(66_000);
  store.reads = 0;
  await inclusionProof(store.reader, 66_000, 40_000);
  assert.ok(store.reads <= 5, `${store.reads} tiles`);
});

test('nodes of any height are the roots of their leaves', async () => {
  const { store } = growLog(1500);
  const hashes = tileHashReader(store.reader, 1500);
  for (let height = 0; height <= 10; height++) {
    const last = Math.floor(1500 / 2 ** height) - 1;
    for (const index of new Set([0, Math.floor(last / 2), last])) {
      const [hash] = await hashes([{ height, index }]);
      const count = 2 ** height;
      const leaves = Array.from({ length: count }, (_, i) => leafData(index * count + i));
      assert.deepEqual(new Uint8Array(hash ?? []), recursiveRoot(leaves));
    }
    const outside = [{ height, index: last + 1 }];
    await assert.rejects(hashes(outside), withCode('ledger-out-of-range'));
  }
});

test('a wider state of a partial tile serves as well', async () => {
  const { store, roots } = growLog(300);
  const root = await rootFromTiles(() => store.reader({ level: 0, index: 0, width: 256 }), 200);
  assert.ok(equal(root, roots[200] ?? new Uint8Array(0)));
});

test('verified tiles are those of the tree, all of them', async () => {
  const { store, roots } = growLog(66_000);
  const root = roots[66_000] ?? new Uint8Array(0);
  const verified = verifiedTiles(store.reader, { size: 66_000, root });
  store.reads = 0;
  let tiles = 0;
  for (const tile of tilesOf(66_000)) {
    tiles++;
    assert.ok(equal(await verified(tile), await store.reader(tile)));
  }
  assert.equal(store.reads, 2 * tiles, 'no tile is fetched twice');
});

test('a flipped bit in any tile is noticed', async () => {
  const size = 66_000;
  const { store, roots } = growLog(size);
  const root = roots[size] ?? new Uint8Array(0);
  const tiles = [...tilesOf(size)];
  // The tiles above level 0 are few and matter most: pick them as often as all others.
  const above = tiles.filter(({ level }) => level > 0);
  const anyTile = fc.oneof(fc.constantFrom(...tiles), fc.constantFrom(...above));
  await fc.assert(
    fc.asyncProperty(anyTile, fc.nat(), async (tile, bit) => {
      const path = tilePath(tile);
      const reader = verifiedTiles(
        async (asked) => {
          const data = await store.reader(asked);
          return tilePath(asked) === path ? flipBit(data, bit % (data.length * 8)) : data;
        },
        { size, root },
      );
      await assert.rejects(reader(tile), withCode('ledger-tile-mismatch', 'ledger-root-mismatch'));
    }),
    { numRuns: 100 },
  );
});

test('tiles of another size, root or width are refused', async () => {
  const { store, roots } = growLog(1000, [999]);
  const root = roots[1000] ?? new Uint8Array(0);
  const tile = { level: 0, index: 0, width: 256 };
  await assert.rejects(
    verifiedTiles(store.reader, { size: 999, root })(tile),
    withCode('ledger-root-mismatch'),
  );
  const reader = verifiedTiles(store.reader, { size: 1000, root });
  for (const other of [
    { ...tile, width: 255 },
    { ...tile, index: 4 },
    { ...tile, level: 2 },
  ]) {
    await assert.rejects(reader(other), withCode('ledger-out-of-range'));
  }
  assert.throws(
    () => verifiedTiles(store.reader, { size: 1000, root: root.subarray(1) }),
    withCode('ledger-hash-invalid'),
  );
});

test('after a failed fetch it can be tried again', async () => {
  const { store, roots } = growLog(70_000);
  const root = roots[70_000] ?? new Uint8Array(0);
  let broken = true;
  const reader = verifiedTiles(
    (tile) => (broken ? Promise.reject(new Error('offline')) : store.reader(tile)),
    { size: 70_000, root },
  );
  const tile = { level: 0, index: 7, width: 256 };
  await assert.rejects(reader(tile), (e) => !(e instanceof LedgerError));
  broken = false;
  assert.equal((await reader(tile)).length, 8192);
});
