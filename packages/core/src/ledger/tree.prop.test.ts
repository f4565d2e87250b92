import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { leafHash, rootOf } from './merkle.ts';
import { flipBit, growLog, leafData, recursiveRoot, TileStore, withCode } from './test-log.ts';
import { type Tile, tilePath, tilesOf } from './tiles.ts';
import { Frontier } from './tree.ts';

const leaves = Array.from({ length: 1600 }, (_, i) => leafData(i));
const size = fc.nat({ max: 1500 });

test('the frontier has the root of the recursive definition at every size up to 600', () => {
  const { roots } = growLog(600);
  for (const [n, root] of roots.entries()) {
    assert.deepEqual(new Uint8Array(root), recursiveRoot(leaves.slice(0, n)));
  }
});

test('the frontier and rootOf have the root of the recursive definition', () => {
  fc.assert(
    fc.property(size, (n) => {
      const expected = recursiveRoot(leaves.slice(0, n));
      const frontier = new Frontier();
      for (const leaf of leaves.slice(0, n)) frontier.append(leafHash(leaf));
      assert.equal(frontier.size, n);
      assert.deepEqual(new Uint8Array(frontier.root()), expected);
      assert.deepEqual(new Uint8Array(rootOf(leaves.slice(0, n).map(leafHash))), expected);
    }),
    { numRuns: 60 },
  );
});

test('a frontier restored from tiles, and a clone, continue alike', async () => {
  await fc.assert(
    fc.asyncProperty(size, fc.nat({ max: 600 }), async (n, more) => {
      const { store, frontier } = growLog(n);
      const root = frontier.root();
      const restored = await Frontier.restore(store.reader, { size: n, root });
      const clone = frontier.clone();
      assert.equal(restored.size, n);
      for (let i = n; i < n + more; i++) {
        const hash = leafHash(leafData(i));
        const written = frontier.append(hash);
        assert.deepEqual(restored.append(hash), written);
        assert.deepEqual(clone.append(hash), written);
      }
      assert.deepEqual(restored.root(), frontier.root());
      assert.deepEqual(clone.root(), frontier.root());
      assert.deepEqual(restored.partialTiles(), frontier.partialTiles());
    }),
    { numRuns: 60 },
  );
});

test('a clone and its original do not touch each other', () => {
  for (const swap of [false, true]) {
    const { frontier } = growLog(255);
    const before = frontier.root();
    const clone = frontier.clone();
    const [grown, kept] = swap ? [frontier, clone] : [clone, frontier];
    // Whoever is given a full tile may do with its memory what they like.
    const [full] = grown.append(leafHash(leafData(255)));
    full?.data.fill(0);
    for (let i = 0; i < 300; i++) grown.append(leafHash(leafData(i)));
    assert.equal(kept.size, 255);
    assert.deepEqual(kept.root(), before);
  }
});

test('what a frontier hands out is exactly the tiles of the tree', async () => {
  // 66,000 leaves: a full tile of level 1, so that a leaf fills tiles of two levels at once.
  const n = 66_000;
  const { store } = growLog(n);
  const paths = [...tilesOf(n)].map(tilePath);
  assert.deepEqual([...store.tiles.keys()].sort(), paths.sort());
  const levelOne: Tile = { level: 1, index: 0, width: 256 };
  const data = await store.reader(levelOne);
  const first = Array.from({ length: 256 }, (_, i) => leafData(i));
  assert.deepEqual(new Uint8Array(data.subarray(0, 32)), recursiveRoot(first));
});

test('a flipped bit in any tile that a frontier is restored from is noticed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 1500 }),
      fc.nat(),
      fc.nat(),
      async (n, pick, bit) => {
        const { store, frontier } = growLog(n);
        const partial = frontier.partialTiles();
        const tile = partial[pick % partial.length];
        assert.ok(tile !== undefined);
        store.tiles.set(tilePath(tile), flipBit(tile.data, bit % (tile.data.length * 8)));
        await assert.rejects(
          Frontier.restore(store.reader, { size: n, root: frontier.root() }),
          withCode('ledger-root-mismatch'),
        );
      },
    ),
    { numRuns: 60 },
  );
});

test('a hash of a wrong length is refused and changes nothing', () => {
  const { frontier } = growLog(3);
  const root = frontier.root();
  for (const length of [0, 31, 33]) {
    assert.throws(() => frontier.append(new Uint8Array(length)), withCode('ledger-hash-invalid'));
  }
  assert.equal(frontier.size, 3);
  assert.deepEqual(frontier.root(), root);
});

test('appending does not keep the memory of the caller', () => {
  const frontier = new Frontier();
  const hash = leafHash(leafData(0));
  frontier.append(hash);
  hash.fill(0);
  assert.deepEqual(new Uint8Array(frontier.root()), recursiveRoot([leafData(0)]));
});

test('a tile cut short, ragged or missing is refused', async () => {
  const store = new TileStore();
  const restore = () => Frontier.restore(store.reader, { size: 3 });
  await assert.rejects(restore(), /no such tile/);
  for (const length of [0, 64, 95, 97, 257 * 32]) {
    store.tiles.set('tile/0/000.p/3', new Uint8Array(length));
    await assert.rejects(restore(), withCode('ledger-tile-length'));
  }
});
