import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { generateHetu, parseHetu } from './hetu.ts';
import { createRng } from './rng.ts';

const birthDate = fc
  .date({ min: new Date('1800-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const gender = fc.constantFrom('male', 'female');

test('a generated code reads back as the same person, outside the register', () => {
  fc.assert(
    fc.property(fc.string(), birthDate, gender, (seed, date, sex) => {
      const parsed = parseHetu(generateHetu(createRng(seed), date, sex));
      assert.ok(parsed.ok);
      assert.equal(parsed.value.birthDate, date);
      assert.equal(parsed.value.gender, sex);
      assert.equal(parsed.value.isTemporary, true);
    }),
  );
});

test('one wrong digit of a code is always noticed', () => {
  const digits = [0, 1, 2, 3, 4, 5, 7, 8, 9];
  fc.assert(
    fc.property(
      fc.string(),
      birthDate,
      fc.constantFrom(...digits),
      fc.integer({ min: 1, max: 9 }),
      (seed, date, at, by) => {
        const code = generateHetu(createRng(seed), date, 'female');
        const digit = String((Number(code[at]) + by) % 10);
        assert.equal(parseHetu(code.slice(0, at) + digit + code.slice(at + 1)).ok, false);
      },
    ),
  );
});

test('no text makes the parser throw or accept what is not eleven characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const parsed = parseHetu(text);
      assert.ok(!parsed.ok || parsed.value.code.length === 11);
    }),
  );
});
