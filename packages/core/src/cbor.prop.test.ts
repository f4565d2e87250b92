import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromHex, toHex } from './bytes.ts';
import { type CborValue, decodeCbor, encodeCbor } from './cbor.ts';
import { refusal, runs } from './test-scene.ts';

const { value } = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger().map((n) => (Object.is(n, -0) ? 0 : n)),
    fc.string({ unit: 'grapheme' }),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => new Uint8Array(bytes)),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 30 }), tie('value'), {
      maxKeys: 5,
      noNullPrototype: true,
    }),
  ),
}));

test('what is encoded comes back, and encodes to the same bytes', () => {
  fc.assert(
    fc.property(value, (v) => {
      const bytes = encodeCbor(v);
      const decoded = decodeCbor(bytes);
      assert.deepEqual(decoded, v);
      assert.equal(toHex(encodeCbor(decoded)), toHex(bytes));
    }),
    runs(300),
  );
});

test('any bytes are refused with a code or are the one encoding of their value', () => {
  const tweaked = fc
    .tuple(value, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 3 }))
    .map(([v, at, patch]) => {
      const bytes = encodeCbor(v);
      bytes.set(patch.slice(0, Math.max(0, bytes.length - (at % bytes.length))), at % bytes.length);
      return bytes;
    });
  fc.assert(
    fc.property(fc.oneof(tweaked, fc.uint8Array({ maxLength: 60 })), (bytes) => {
      let decoded: unknown;
      try {
        decoded = decodeCbor(bytes);
      } catch (error) {
        assert.ok(refusal('cbor-invalid')(error), String(error));
        return;
      }
      assert.equal(toHex(encodeCbor(decoded as CborValue)), toHex(bytes));
    }),
    runs(500),
  );
});

test('the order in which keys were set does not show', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: 'grapheme' }), fc.nat(), { noNullPrototype: true }),
      (map) => {
        const reversed = Object.fromEntries(Object.entries(map).reverse());
        assert.equal(toHex(encodeCbor(reversed)), toHex(encodeCbor(map)));
      },
    ),
    runs(100),
  );
});

const refused: readonly [string, unknown][] = [
  ['a float', 1.5],
  ['not a number', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['2^53', 2 ** 53],
  ['-2^53', -(2 ** 53)],
  ['undefined', undefined],
  ['undefined in a map', { a: undefined }],
  ['undefined in an array', [undefined]],
  ['a bigint', 1n],
  ['a lone high surrogate', '\ud800'],
  ['a lone low surrogate in a key', { '\udc00': 1 }],
  ['a date', new Date(0)],
  ['a function', () => 0],
  ['a symbol', Symbol('x')],
  ['a circle', circle()],
];

function circle(): unknown {
  const array: unknown[] = [];
  array.push(array);
  return array;
}

for (const [name, bad] of refused) {
  test(`encoding refuses ${name}`, () => {
    assert.throws(() => encodeCbor(bad as CborValue), refusal('cbor-invalid'));
    assert.throws(() => encodeCbor({ nested: [bad as CborValue] }), refusal('cbor-invalid'));
  });
}

test('the key __proto__ is a key like any other and changes no prototype', () => {
  const decoded = decodeCbor(fromHex('a1695f5f70726f746f5f5fa1617801'));
  assert.deepEqual(Object.keys(decoded as object), ['__proto__']);
  assert.equal(Object.getPrototypeOf(decoded), Object.prototype);
  assert.equal(toHex(encodeCbor(decoded as CborValue)), 'a1695f5f70726f746f5f5fa1617801');
});

test('eight MiB of opening brackets are refused, not a crash', () => {
  assert.throws(
    () => decodeCbor(new Uint8Array(8 * 1024 * 1024).fill(0x81)),
    refusal('cbor-invalid'),
  );
});
