import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { equal, fromHex, toHex, utf8, utf8Text } from './bytes.ts';
import { refusal, runs } from './test-scene.ts';

const bytes = fc.uint8Array({ maxLength: 200 }).map((drawn) => new Uint8Array(drawn));

/** Runs `body` as in a runtime whose arrays cannot read hexadecimal themselves. */
function withoutNativeHex(body: () => void): void {
  const native = Object.getOwnPropertyDescriptor(Uint8Array.prototype, 'setFromHex');
  assert.ok(native !== undefined);
  Reflect.deleteProperty(Uint8Array.prototype, 'setFromHex');
  try {
    body();
  } finally {
    Object.defineProperty(Uint8Array.prototype, 'setFromHex', native);
  }
}

const runtimes: readonly [string, (body: () => void) => void][] = [
  ['native', (body) => body()],
  ['portable', withoutNativeHex],
];

for (const [name, within] of runtimes) {
  test(`${name}: hexadecimal of either case comes back, anything else is refused`, () => {
    within(() => {
      fc.assert(
        fc.property(bytes, fc.nat(), (b, at) => {
          const hex = toHex(b);
          assert.equal(hex, Buffer.from(b).toString('hex'));
          assert.deepEqual(fromHex(hex), b);
          assert.deepEqual(fromHex(hex.toUpperCase()), b);
          const cut = at % (hex.length + 1);
          for (const wrong of ['g', ' ', '0x', '\u0660', 'a'])
            for (const bad of [hex.slice(0, cut) + wrong + hex.slice(cut), `${hex}${wrong}`])
              if (!/^([0-9a-f]{2})*$/.test(bad))
                assert.throws(() => fromHex(bad), refusal('schema-invalid'));
        }),
        runs(100),
      );
    });
  });
}

test('UTF-8 of any text is what the platform makes of it, and comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 90 }), (text) => {
      assert.deepEqual(utf8(text), new Uint8Array(new TextEncoder().encode(text)));
      assert.equal(utf8Text(utf8(text)), text);
    }),
    runs(300),
  );
  for (const text of ['\ufeffx', 'x'.repeat(64), 'x'.repeat(65), `${'x'.repeat(63)}ä`])
    assert.equal(utf8Text(utf8(text)), text);
});

test('equal sees every changed bit and every length', () => {
  fc.assert(
    fc.property(bytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (b, at, change) => {
      assert.ok(equal(b, new Uint8Array(b)));
      assert.ok(!equal(b, new Uint8Array([...b, 0])));
      if (b.length === 0) return;
      const other = new Uint8Array(b);
      other[at % b.length] = (other[at % b.length] ?? 0) ^ change;
      assert.ok(!equal(b, other));
    }),
    runs(200),
  );
});
