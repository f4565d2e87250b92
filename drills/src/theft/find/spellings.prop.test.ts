import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MIN_PATTERN } from './search.ts';
import { spellingsOf } from './spellings.ts';

const text = fc.string({ unit: 'grapheme', minLength: 12, maxLength: 30 });
const around = fc.uint8Array({ maxLength: 9 });

function isSpelled(value: string | Uint8Array, material: string | Uint8Array): boolean {
  const buffer = Buffer.from(material);
  return spellingsOf(value).some(({ bytes }) => buffer.includes(bytes));
}

/** Every writer that a leak might go through, given bytes before and behind the needle. */
const writers: Readonly<Record<string, (bytes: Buffer) => string | Uint8Array>> = {
  'as it is': (bytes) => bytes,
  base64: (bytes) => bytes.toString('base64'),
  base64url: (bytes) => bytes.toString('base64url'),
  hex: (bytes) => bytes.toString('hex'),
  'hex in capitals': (bytes) => bytes.toString('hex').toUpperCase(),
};

for (const [name, write] of Object.entries(writers)) {
  test(`texts and keys are found when written ${name}, at every alignment`, () => {
    const key = fc.uint8Array({ minLength: 16, maxLength: 32 });
    fc.assert(
      fc.property(fc.oneof(text, key), around, around, (value, before, behind) => {
        const bytes = Buffer.concat([before, Buffer.from(value), behind]);
        assert.ok(isSpelled(value, write(bytes)));
      }),
    );
  });
}

test('texts are found in UTF-16, JSON and URLs', () => {
  fc.assert(
    fc.property(text, (value) => {
      const wide = Buffer.from(`<${value}>`, 'utf16le');
      assert.ok(isSpelled(value, wide));
      assert.ok(isSpelled(value, Buffer.from(wide).swap16()));
      assert.ok(isSpelled(value, JSON.stringify({ value })));
      assert.ok(isSpelled(value, `/?q=${encodeURIComponent(value)}`));
    }),
  );
});

test('Finnish letters are found in the spellings that change them', () => {
  const value = 'Märta Nygård';
  assert.ok(isSpelled(value, Buffer.from(value, 'latin1')));
  assert.ok(isSpelled(value, String.raw`"M\u00e4rta Nyg\u00e5rd"`));
  assert.ok(isSpelled(value, String.raw`"M\u00E4rta Nyg\u00E5rd"`));
  assert.ok(isSpelled(value, 'name=M%C3%A4rta+Nyg%C3%A5rd'));
  assert.ok(isSpelled(value, 'M%c3%a4rta%20Nyg%c3%a5rd'));
  assert.ok(!isSpelled(value, 'Märta Nygren'));
});

test('no spelling is too short or there twice', () => {
  for (const value of ['a', 'Ada Ek', 'Åsa Lindström', new Uint8Array(16)]) {
    const spelled = spellingsOf(value).map(({ bytes }) => Buffer.from(bytes).toString('hex'));
    assert.equal(new Set(spelled).size, spelled.length);
    for (const { bytes } of spellingsOf(value)) assert.ok(bytes.length >= MIN_PATTERN);
  }
});
