import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { concat, fromHex, toHex } from './bytes.ts';
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
  ['a map object', new Map([['a', 1]])],
  [
    'an object of a class',
    new (class {
      a = 1;
    })(),
  ],
  ['other numbers in an array', new Uint16Array(2)],
  ['a hole in an array', new Array(1)],
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

test('64 arrays and maps in each other are the most, both ways', () => {
  let value: CborValue = 1;
  for (let depth = 1; depth <= 64; depth++) {
    value = depth % 2 === 0 ? [value] : { a: value };
    assert.deepEqual(decodeCbor(encodeCbor(value)), value);
  }
  const deepest = encodeCbor(value);
  const tooDeep = value;
  assert.throws(() => encodeCbor([tooDeep]), refusal('cbor-invalid'));
  assert.throws(() => encodeCbor({ a: tooDeep }), refusal('cbor-invalid'));
  assert.throws(() => decodeCbor(concat(fromHex('81'), deepest)), refusal('cbor-invalid'));
  assert.throws(() => decodeCbor(concat(fromHex('a16161'), deepest)), refusal('cbor-invalid'));
});

test('a short byte string is a copy, a long one a view, and both are plain arrays', () => {
  const short = new Uint8Array(64).fill(1);
  const long = new Uint8Array(65).fill(2);
  const encoded = encodeCbor([short, long]);
  for (const input of [encoded, Buffer.from(encoded)]) {
    const [copy, view] = decodeCbor(input) as [Uint8Array, Uint8Array];
    assert.deepEqual([copy, view], [short, long]);
    assert.equal(copy.buffer.byteLength, 64);
    assert.equal(view.buffer, input.buffer);
  }
});

test('a length beyond the input is refused before anything is made of it', () => {
  for (const type of ['5', '7', '9', 'b'])
    for (const length of ['817', '8ff', '9ffff', 'affffffff', 'b001fffffffffffff'])
      assert.throws(() => decodeCbor(fromHex(`${type}${length}`)), refusal('cbor-invalid'));
});

test('a byte order mark is kept', () => {
  const value = { '\ufeffkey': '\ufefftext', '\ufeff': `\ufeff${'long '.repeat(20)}` };
  assert.deepEqual(decodeCbor(encodeCbor(value)), value);
});

test('what is not UTF-8 is refused, in short and long text and in keys', () => {
  for (const wrong of ['ff', 'c080', 'eda080', 'f4908080', 'e282'])
    for (const before of ['', '61'.repeat(30)]) {
      const text = fromHex(before + wrong);
      const head = text.length < 24 ? [0x60 + text.length] : [0x78, text.length];
      const item = concat(Uint8Array.from(head), text);
      assert.throws(() => decodeCbor(item), refusal('cbor-invalid'));
      const map = concat(fromHex('a1'), item, fromHex('01'));
      assert.throws(() => decodeCbor(map), refusal('cbor-invalid'));
    }
});

test('more keys than are remembered make no difference', () => {
  for (let from = 0; from < 5000; from += 500) {
    const map = Object.fromEntries(
      Array.from({ length: 500 }, (_, i) => [`key ${String(from + i)}`, i]),
    );
    const bytes = encodeCbor(map);
    assert.deepEqual(decodeCbor(bytes), map);
    const decoded = decodeCbor(bytes) as CborValue;
    assert.equal(toHex(encodeCbor(decoded)), toHex(bytes));
  }
});

test('maps with one first key and different others keep their own order', () => {
  const maps: CborValue[] = [{ x: 1, b: 2, a: 3 }, { x: 1, a: 3, b: 2 }, { x: 1, a: 3 }, { x: 1 }];
  const expected = ['a3616103616202617801', 'a3616103616202617801', 'a2616103617801', 'a1617801'];
  for (let round = 0; round < 2; round++)
    assert.deepEqual(
      maps.map((map) => toHex(encodeCbor(map))),
      expected,
    );
});

test('encoding while something is being encoded corrupts neither', () => {
  let inner: Uint8Array | undefined;
  const outer = {
    a: 'before',
    get b() {
      inner = encodeCbor(['inside', new Uint8Array(10_000).fill(7)]);
      return 'between';
    },
    c: 'after',
  };
  assert.deepEqual(decodeCbor(encodeCbor(outer)), { a: 'before', b: 'between', c: 'after' });
  assert.deepEqual(decodeCbor(inner!), ['inside', new Uint8Array(10_000).fill(7)]);
});

test('an encoding is its own array and does not change with the next one', () => {
  const first = encodeCbor({ a: 'first' });
  const before = toHex(first);
  assert.throws(() => encodeCbor(['x'.repeat(100), 1.5]), refusal('cbor-invalid'));
  encodeCbor({ a: 'other', b: new Uint8Array(3_000_000) });
  encodeCbor({ a: 'other' });
  assert.equal(toHex(first), before);
  assert.equal(first.buffer.byteLength, first.length);
});
