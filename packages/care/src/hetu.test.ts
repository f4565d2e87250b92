import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateHetu, parseHetu } from './hetu.ts';
import { createRng } from './rng.ts';

const valid = [
  ['131052-308T', '1952-10-13', 'female', false],
  ['010594Y9032', '1994-05-01', 'male', true],
  ['010594Y9021', '1994-05-01', 'female', true],
  ['020594X903P', '1994-05-02', 'male', true],
  ['020594X902N', '1994-05-02', 'female', true],
  ['030594W903B', '1994-05-03', 'male', true],
  ['040594V902Y', '1994-05-04', 'female', true],
  ['050594U903M', '1994-05-05', 'male', true],
  ['020504A902E', '2004-05-02', 'female', true],
  ['020504B904H', '2004-05-02', 'female', true],
  ['020516C903K', '2016-05-02', 'male', true],
  ['030516D9037', '2016-05-03', 'male', true],
  ['010501E9032', '2001-05-01', 'male', true],
  ['020503F9037', '2003-05-02', 'male', true],
  ['010200A9618', '2000-02-01', 'male', true],
  ['290296-9004', '1996-02-29', 'female', true],
] as const;

test('reads codes of each century with their sign kept', () => {
  for (const [code, birthDate, gender, isTemporary] of valid) {
    const parsed = parseHetu(code);
    assert.ok(parsed.ok, code);
    assert.deepEqual(parsed.value, { code, birthDate, gender, isTemporary, sign: code[6] });
  }
  const lower = parseHetu(' 010594y9032 ');
  assert.ok(lower.ok);
  assert.equal(lower.value.code, '010594Y9032');
});

test('two codes that differ only by the sign are two codes', () => {
  const codes = Array.from('-YXWVU', (sign) => parseHetu(`010594${sign}9032`));
  const kept = new Set(codes.map((parsed) => (parsed.ok ? parsed.value.code : '')));
  assert.equal(kept.size, 6);
  assert.ok(!kept.has(''));
});

test('every sign of every century is read', () => {
  const years = { '+': 18, '-YXWVU': 19, ABCDEF: 20 };
  for (const [signs, century] of Object.entries(years)) {
    for (const sign of signs) {
      const parsed = parseHetu(`010594${sign}9032`);
      assert.ok(parsed.ok, sign);
      assert.equal(parsed.value.birthDate, `${century}94-05-01`);
    }
  }
});

test('says what is wrong', () => {
  const cases = [
    ['', 'hetu-form-invalid'],
    ['0105949032', 'hetu-form-invalid'],
    ['010594G9032', 'hetu-form-invalid'],
    ['010594Y903Z', 'hetu-form-invalid'],
    ['0١0594Y9032', 'hetu-form-invalid'],
    ['310294-9032', 'hetu-date-invalid'],
    ['290200+900A', 'hetu-date-invalid'],
    ['001394-9032', 'hetu-date-invalid'],
    ['010594Y0013', 'hetu-number-invalid'],
    ['010594Y9033', 'hetu-check-invalid'],
    ['020594Y9032', 'hetu-check-invalid'],
  ] as const;
  for (const [input, code] of cases) {
    const parsed = parseHetu(input);
    assert.deepEqual(parsed, { ok: false, code }, input);
  }
});

test('the generator refuses dates and years that have no code', () => {
  const rng = createRng(1);
  const codeOf = (date: string) => () => generateHetu(rng, date, 'female');
  assert.throws(codeOf('1.5.1994'), { code: 'hetu-date-invalid' });
  assert.throws(codeOf('2023-02-29'), { code: 'hetu-date-invalid' });
  assert.throws(codeOf('1799-12-31'), { code: 'hetu-year-unsupported' });
});
