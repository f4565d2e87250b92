import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { birthDateOf, dayNumber, isMinor, lastDayAsMinor, majorityOf } from './age.ts';
import { CareError } from './errors.ts';

const born = (birthDate: string | null, hetu: string | null = null) => ({ birthDate, hetu });

test('somebody comes of age on their eighteenth birthday, on 28 February where there is no 29th', () => {
  assert.equal(majorityOf('2010-06-15'), '2028-06-15');
  assert.equal(majorityOf('2008-02-29'), '2026-02-28');
  assert.equal(majorityOf('2010-01-01'), '2028-01-01');
});

test('the day before is the last as a minor', () => {
  const contact = born('2010-06-15');
  assert.equal(isMinor(contact, '2028-06-14'), true);
  assert.equal(isMinor(contact, '2028-06-15'), false);
  assert.equal(isMinor(born('2008-02-29'), '2026-02-27'), true);
  assert.equal(isMinor(born('2008-02-29'), '2026-02-28'), false);
  assert.equal(lastDayAsMinor('2010-06-15'), dayNumber('2028-06-14'));
});

test('the identity code tells the birth date where the contact details do not', () => {
  assert.equal(birthDateOf(born(null, '010594Y9032')), '1994-05-01');
  assert.equal(birthDateOf(born('1994-05-02', '010594Y9032')), '1994-05-02');
  assert.equal(birthDateOf(born(null, 'not a code')), null);
  assert.equal(isMinor(born(null), '2026-01-01'), false);
});

test('a day that is none is refused', () => {
  for (const date of ['2026-02-30', '2026-13-01', '26-01-01', ''])
    assert.throws(() => majorityOf(date), CareError, date);
});

test('a person is a minor until a day and never again after', () => {
  const dates = fc.date({
    min: new Date('1900-01-01'),
    max: new Date('2090-12-31'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(dates, fc.integer({ min: -400, max: 400 }), (date, days) => {
      const birthDate = date.toISOString().slice(0, 10);
      const at = lastDayAsMinor(birthDate) + days;
      const today = new Date(at * 86_400_000).toISOString().slice(0, 10);
      assert.equal(isMinor(born(birthDate), today), days <= 0);
    }),
  );
});
