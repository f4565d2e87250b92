import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex } from '@vaiti/core';
import fc from 'fast-check';
import { ClientError } from '../errors.ts';
import { isWord } from '../words/typed.ts';
import { newPaperKey, parsePaperKey } from './paper-key.ts';

const refused = (error: unknown): boolean =>
  error instanceof ClientError && error.code === 'paper-key-invalid';
const any = fc.uint8Array({ minLength: 32, maxLength: 32 });

test('a paper key is read back however it is typed, from four letters a word', () => {
  fc.assert(
    fc.property(any, fc.boolean(), (bytes, short) => {
      const { words } = newPaperKey(() => new Uint8Array(bytes));
      assert.equal(words.length, 24);
      const typed = words.map((w, i) => `${String(i + 1)}. ${short ? w.slice(0, 4) : w}`);
      const read = parsePaperKey(typed.join('\n').toUpperCase());
      assert.equal(read.use(toHex), toHex(new Uint8Array(bytes)));
    }),
    { numRuns: 50 },
  );
});

test('text that is no paper key is refused; a mistyped or missing word is noticed', () => {
  fc.assert(fc.property(fc.string(), (text) => assert.throws(() => parsePaperKey(text), refused)));
  const { words } = newPaperKey((length) => new Uint8Array(length).fill(9));
  for (const text of [
    words.slice(1).join(' '),
    [...words, 'zoo'].join(' '),
    [...words.slice(1), 'zzzz'].join(' '),
    [...words.slice(1), 'ab'].join(' '),
  ])
    assert.throws(() => parsePaperKey(text), refused);
});

test('a word is checked by its whole or its first four letters', () => {
  assert.ok(isWord('absorb', ' Absorb '));
  assert.ok(isWord('absorb', 'abso'));
  assert.ok(!isWord('absorb', 'abs'));
  assert.ok(!isWord('absorb', 'absurd'));
  assert.ok(!isWord(undefined, ''));
});
