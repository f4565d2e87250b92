import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parsePhone, phoneOrText } from './phone.ts';

test('Finnish spellings of one number are one number', () => {
  const spellings = [
    '+358 9 0123456',
    '+358 (0)9 012 3456',
    '+358(0)90123456',
    '00358 9 012 3456',
    '00358 (0)9 012 3456',
    '09 012 3456',
    '09-0123456',
    '(09) 012 3456',
    ' 09\u00a0012\u202f3456 ',
    '09–012–3456',
  ];
  for (const spelling of spellings) {
    assert.deepEqual(parsePhone(spelling), { ok: true, value: '+35890123456' }, spelling);
  }
});

test('foreign numbers keep their country', () => {
  assert.deepEqual(parsePhone('+46 70 174 06 05'), { ok: true, value: '+46701740605' });
  assert.deepEqual(parsePhone('0044 7700 900123'), { ok: true, value: '+447700900123' });
});

test('what cannot be dialled is refused, not guessed', () => {
  const bad = [
    '',
    '+',
    '0',
    '123456',
    '555-810-7203',
    '+358 0 40 123',
    '09 abc',
    '+1234567890123456',
  ];
  for (const text of bad)
    assert.deepEqual(parsePhone(text), { ok: false, code: 'phone-invalid' }, text);
  assert.equal(phoneOrText(' 555-810-7203 '), '555-810-7203');
});

test('the result is E.164 and stays itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('+0358 -()9741')) }), (text) => {
      const parsed = parsePhone(text);
      if (!parsed.ok) return;
      assert.match(parsed.value, /^\+[1-9]\d{6,14}$/);
      assert.deepEqual(parsePhone(parsed.value), parsed);
    }),
    { numRuns: 1000 },
  );
});
