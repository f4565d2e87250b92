import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import fc from 'fast-check';
import { toHex } from '../bytes.ts';
import { type CborValue, decodeCbor, encodeCbor } from '../cbor.ts';
import { CoreError } from '../errors.ts';
import { runs } from '../test-scene.ts';

/* Another implementation of CBOR says what is the deterministic encoding, and of what. */

const strict = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
  rejectDuplicateMapKeys: true,
} as const;

function refuse(): never {
  throw new RangeError('not in our subset');
}

/** Only integers that a number holds; the library would write floats and let -2^53 pass. */
const subset = {
  ...rfc8949EncodeOptions,
  typeEncoders: { number: (n: unknown) => (Number.isSafeInteger(n) ? null : refuse()) },
};

type Read = { readonly value: unknown } | undefined;

function byOracle(bytes: Uint8Array): Read {
  try {
    const value: unknown = decode(bytes, strict);
    return toHex(encode(value, subset)) === toHex(bytes) ? { value } : undefined;
  } catch {
    return undefined;
  }
}

function byUs(bytes: Uint8Array): Read {
  try {
    return { value: decodeCbor(bytes) };
  } catch (error) {
    assert.ok(error instanceof CoreError && error.code === 'cbor-invalid', String(error));
    return undefined;
  }
}

/**
 * Returns whether both accept `bytes`, with one value; fails when they disagree. Nothing is asked
 * about byte order marks, which the library drops when it reads.
 */
function agree(bytes: Uint8Array): boolean {
  if (toHex(bytes).includes('efbbbf')) return false;
  const expected = byOracle(bytes);
  assert.deepEqual(byUs(bytes), expected, toHex(bytes));
  return expected !== undefined;
}

const edges = [24, 0x100, 0x1_0000, 2 ** 32, 2 ** 53 - 1].flatMap((n) => [n - 1, n, -n, -n - 1]);
const integer = fc.oneof(
  fc.constantFrom(...edges.filter((n) => Number.isSafeInteger(n))),
  fc.maxSafeInteger().map((n) => (Object.is(n, -0) ? 0 : n)),
  fc.integer({ min: -300, max: 300 }).map((n) => (Object.is(n, -0) ? 0 : n)),
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 30 }),
  fc.constantFrom('__proto__', 'constructor', 'ä', '\ufeffa', '\0', 'a'.repeat(300)),
);
const byteString = fc
  .oneof(fc.uint8Array({ maxLength: 80 }), fc.uint8Array({ minLength: 255, maxLength: 257 }))
  .map((drawn) => new Uint8Array(drawn));
const { value } = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false),
    integer,
    text,
    byteString,
    fc.array(tie('value'), { maxLength: 30 }),
    fc.array(fc.tuple(text, tie('value')), { maxLength: 30 }).map((pairs) => {
      const map: Record<string, CborValue> = {};
      for (const [key, v] of pairs)
        Object.defineProperty(map, key, {
          value: v,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      return map;
    }),
  ),
}));

test('every value is encoded to the same bytes', () => {
  fc.assert(
    fc.property(value, (v) => {
      const bytes = encodeCbor(v);
      assert.equal(toHex(bytes), toHex(encode(v, subset)));
      assert.deepEqual(decodeCbor(bytes), v);
    }),
    runs(1000),
  );
});

test('after any change to an encoding, both accept the same bytes with the same value', () => {
  let accepted = 0;
  const change = fc.record({
    at: fc.nat(),
    remove: fc.integer({ min: 0, max: 3 }),
    insert: fc.uint8Array({ maxLength: 3 }),
  });
  fc.assert(
    fc.property(value, fc.array(change, { maxLength: 2 }), (v, changes) => {
      const bytes = [...encodeCbor(v)];
      for (const { at, remove, insert } of changes)
        bytes.splice(at % (bytes.length + 1), remove, ...insert);
      if (agree(Uint8Array.from(bytes))) accepted++;
    }),
    runs(3000),
  );
  assert.ok(accepted > 300, `only ${String(accepted)} were accepted`);
});

/** Mostly bytes that begin an item or stand for a small length, so that much of it is nearly right. */
const likely = fc.constantFrom(
  ...[
    0x00, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x20, 0x37, 0x38, 0x3b, 0x40, 0x41, 0x58, 0x60, 0x61, 0x62,
  ],
  ...[
    0x63, 0x78, 0x80, 0x81, 0x82, 0x98, 0xa0, 0xa1, 0xa2, 0xa3, 0xb8, 0xc0, 0xf4, 0xf5, 0xf6, 0xf7,
  ],
  ...[0xf8, 0xf9, 0xfb, 0xff, 0x5f, 0x7f, 0x9f, 0xbf, 0x01, 0x02],
);

test('any bytes are accepted by both with the same value, or by neither', () => {
  let accepted = 0;
  const byte = fc.oneof({ arbitrary: likely, weight: 4 }, fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(fc.array(byte, { minLength: 1, maxLength: 12 }), (bytes) => {
      if (agree(Uint8Array.from(bytes))) accepted++;
    }),
    runs(5000),
  );
  assert.ok(accepted > 50, `only ${String(accepted)} were accepted`);
});

test('both agree on all inputs of one and two bytes', () => {
  let accepted = 0;
  for (let n = 0; n < 0x1_0000; n++) if (agree(Uint8Array.of(n >> 8, n & 0xff))) accepted++;
  for (let n = 0; n < 0x100; n++) if (agree(Uint8Array.of(n))) accepted++;
  // Integers, simple values and empty items of one byte; each of them in an array; and of two
  // bytes: integers of either sign, one byte, one character.
  assert.equal(accepted, 55 + 55 + 2 * 232 + 256 + 128);
});
