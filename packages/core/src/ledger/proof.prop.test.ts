import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { leafHash, nodeHash } from './merkle.ts';
import { verifyConsistency, verifyInclusion } from './proof.ts';
import { flipBit, growLog, leafData, withCode } from './test-log.ts';
import { consistencyProof, inclusionProof, type TileReader } from './tile-reader.ts';

const MAX = 1500;
const allSizes = Array.from({ length: MAX + 1 }, (_, size) => size);
const { store, roots } = growLog(MAX, allSizes);
const reader: TileReader = store.reader;
const rootAt = (size: number): Uint8Array => roots[size] ?? new Uint8Array(0);

const leafInTree = fc
  .integer({ min: 1, max: MAX })
  .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat({ max: size - 1 }) }));
const twoSizes = fc
  .tuple(fc.nat({ max: MAX }), fc.nat({ max: MAX }))
  .map(([a, b]) => ({ oldSize: Math.min(a, b), newSize: Math.max(a, b) }));
const anyBit = fc.nat({ max: 32 * 8 - 1 });

const badProof = withCode('ledger-root-mismatch', 'ledger-proof-length', 'ledger-hash-invalid');

async function inclusionClaim(size: number, index: number) {
  const proof = await inclusionProof(reader, size, index);
  return { size, index, root: rootAt(size), leafHash: leafHash(leafData(index)), proof };
}

async function consistencyClaim(oldSize: number, newSize: number) {
  const proof = await consistencyProof(reader, oldSize, newSize);
  return { oldSize, newSize, oldRoot: rootAt(oldSize), newRoot: rootAt(newSize), proof };
}

test('every leaf of every tree up to 70 leaves is included', async () => {
  for (let size = 1; size <= 70; size++) {
    for (let index = 0; index < size; index++) verifyInclusion(await inclusionClaim(size, index));
  }
});

test('every two sizes up to 70 are consistent', async () => {
  for (let newSize = 0; newSize <= 70; newSize++) {
    for (let oldSize = 0; oldSize <= newSize; oldSize++) {
      verifyConsistency(await consistencyClaim(oldSize, newSize));
    }
  }
});

test('any leaf of any tree is included, and nothing else is in its place', async () => {
  await fc.assert(
    fc.asyncProperty(leafInTree, anyBit, fc.nat(), async ({ size, index }, bit, pick) => {
      const claim = await inclusionClaim(size, index);
      assert.ok(claim.proof.length <= Math.ceil(Math.log2(size)));
      verifyInclusion(claim);
      const { leafHash: hash, root, proof } = claim;
      assert.throws(() => verifyInclusion({ ...claim, leafHash: flipBit(hash, bit) }), badProof);
      assert.throws(() => verifyInclusion({ ...claim, root: flipBit(root, bit) }), badProof);
      for (const other of [index - 1, index + 1].filter((i) => i >= 0 && i < size)) {
        assert.throws(() => verifyInclusion({ ...claim, index: other }), badProof);
      }
      const longer = [...proof, root];
      assert.throws(() => verifyInclusion({ ...claim, proof: longer }), badProof);
      if (proof.length === 0) return;
      const at = pick % proof.length;
      const flipped = proof.map((hash, i) => (i === at ? flipBit(hash, bit) : hash));
      assert.throws(() => verifyInclusion({ ...claim, proof: flipped }), badProof);
      const shorter = proof.filter((_, i) => i !== at);
      assert.throws(() => verifyInclusion({ ...claim, proof: shorter }), badProof);
      const short = proof.map((hash, i) => (i === at ? hash.subarray(1) : hash));
      assert.throws(() => verifyInclusion({ ...claim, proof: short }), badProof);
    }),
    { numRuns: 300 },
  );
});

test('any two sizes are consistent, and no other roots are', async () => {
  await fc.assert(
    fc.asyncProperty(twoSizes, anyBit, fc.nat(), async ({ oldSize, newSize }, bit, pick) => {
      const claim = await consistencyClaim(oldSize, newSize);
      verifyConsistency(claim);
      const { oldRoot, newRoot, proof } = claim;
      const oldFlipped = { ...claim, oldRoot: flipBit(oldRoot, bit) };
      assert.throws(() => verifyConsistency(oldFlipped), badProof);
      const longer = { ...claim, proof: [...proof, newRoot] };
      assert.throws(() => verifyConsistency(longer), badProof);
      // Every tree continues the empty one, so nothing can be said about its new root.
      if (oldSize > 0) {
        const newFlipped = { ...claim, newRoot: flipBit(newRoot, bit) };
        assert.throws(() => verifyConsistency(newFlipped), badProof);
      }
      if (proof.length === 0) return;
      const at = pick % proof.length;
      const flipped = proof.map((hash, i) => (i === at ? flipBit(hash, bit) : hash));
      assert.throws(() => verifyConsistency({ ...claim, proof: flipped }), badProof);
      const shorter = proof.filter((_, i) => i !== at);
      assert.throws(() => verifyConsistency({ ...claim, proof: shorter }), badProof);
    }),
    { numRuns: 300 },
  );
});

test('every single bit of one proof of each kind matters', async () => {
  const inclusion = await inclusionClaim(1337, 700);
  const consistency = await consistencyClaim(700, 1337);
  for (let bit = 0; bit < 256; bit++) {
    for (const at of inclusion.proof.keys()) {
      const proof = inclusion.proof.map((hash, i) => (i === at ? flipBit(hash, bit) : hash));
      assert.throws(() => verifyInclusion({ ...inclusion, proof }), badProof);
    }
    for (const at of consistency.proof.keys()) {
      const proof = consistency.proof.map((hash, i) => (i === at ? flipBit(hash, bit) : hash));
      assert.throws(() => verifyConsistency({ ...consistency, proof }), badProof);
    }
  }
});

test('sizes and indices outside the tree are refused', async () => {
  const outOfRange = withCode('ledger-out-of-range');
  const claim = await inclusionClaim(10, 3);
  for (const bad of [-1, 0.5, Number.NaN, 2 ** 53]) {
    await assert.rejects(inclusionProof(reader, bad, 0), outOfRange);
    await assert.rejects(inclusionProof(reader, 10, bad), outOfRange);
    await assert.rejects(consistencyProof(reader, 1, bad), outOfRange);
    assert.throws(() => verifyInclusion({ ...claim, index: bad }), outOfRange);
    assert.throws(() => verifyInclusion({ ...claim, size: bad }), outOfRange);
  }
  await assert.rejects(inclusionProof(reader, 10, 10), outOfRange);
  await assert.rejects(consistencyProof(reader, 11, 10), outOfRange);
  assert.throws(() => verifyInclusion({ ...claim, size: 3 }), outOfRange);
  const backwards = { oldSize: 3, newSize: 2, oldRoot: rootAt(3), newRoot: rootAt(2), proof: [] };
  assert.throws(() => verifyConsistency(backwards), outOfRange);
});

test('proofs in trees past 32 bits verify', () => {
  // A tree of 2^40 equal leaves: every subtree of one height has the same hash.
  const byHeight = [leafHash(new Uint8Array(0))];
  for (let h = 0; h < 40; h++) {
    const below = byHeight[h] ?? new Uint8Array(0);
    byHeight.push(nodeHash(below, below));
  }
  const root = byHeight[40] ?? new Uint8Array(0);
  const leaf = byHeight[0] ?? new Uint8Array(0);
  const size = 2 ** 40;
  const proof = byHeight.slice(0, 40);
  verifyInclusion({ size, index: 2 ** 35 + 12345, root, leafHash: leaf, proof });
  const oldRoot = byHeight[39] ?? new Uint8Array(0);
  const half = { oldSize: 2 ** 39, oldRoot, newSize: size, newRoot: root };
  verifyConsistency({ ...half, proof: [oldRoot] });
  assert.throws(() => verifyConsistency({ ...half, proof: [leaf] }), badProof);
});
