import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { toHex } from '../bytes.ts';
import { commitLeaf, verifyLeaf } from './leaf.ts';
import { flipBit, withCode } from './test-log.ts';

const salt = fc.uint8Array({ minLength: 32, maxLength: 32 });
const opening = fc.uint8Array({ maxLength: 200 });
const mismatch = withCode('ledger-leaf-mismatch');

test('a leaf is the labelled hash of salt and opening', () => {
  const made = { salt: new Uint8Array(32).fill(1), opening: new Uint8Array([2, 3]) };
  const expected = createHash('sha256')
    .update('vaiti/1 leaf\0')
    .update(made.salt)
    .update(made.opening)
    .digest('hex');
  assert.equal(toHex(commitLeaf(made)), expected);
  assert.equal(expected, 'f72134b8d86c24789f82bca05cca00e7af8e36dea4a42a4c16a43d181d44d6bd');
});

test('a leaf opens with its opening alone', () => {
  fc.assert(
    fc.property(salt, opening, fc.nat(), (s, o, bit) => {
      const made = { salt: s, opening: o };
      const leaf = commitLeaf(made);
      verifyLeaf(leaf, made);
      assert.throws(() => verifyLeaf(flipBit(leaf, bit % 256), made), mismatch);
      assert.throws(() => verifyLeaf(leaf, { ...made, salt: flipBit(s, bit % 256) }), mismatch);
      const longer = new Uint8Array([...o, 0]);
      assert.throws(() => verifyLeaf(leaf, { ...made, opening: longer }), mismatch);
      if (o.length === 0) return;
      const changed = flipBit(o, bit % (o.length * 8));
      assert.throws(() => verifyLeaf(leaf, { ...made, opening: changed }), mismatch);
    }),
  );
});

test('salts and leaves of another length are refused', () => {
  const empty = new Uint8Array(0);
  for (const length of [0, 31, 33]) {
    const bad = new Uint8Array(length);
    const good = { salt: new Uint8Array(32), opening: empty };
    const noSalt = { salt: bad, opening: empty };
    assert.throws(() => commitLeaf(noSalt), withCode('ledger-out-of-range'));
    assert.throws(() => verifyLeaf(bad, good), withCode('ledger-hash-invalid'));
  }
});
