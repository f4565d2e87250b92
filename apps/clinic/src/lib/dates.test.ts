import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ageOn, dateText, parseWhen, shortDateText, timeText, todayIso, yearOf } from './dates.ts';

describe('dates', () => {
  const rows = [
    ['2026', 'year', '2026', '2026'],
    ['2026-04', 'month', 'huhtikuu 2026', '2026-04'],
    ['2026-04-03', 'day', '3. huhtikuuta 2026', '3.4.2026'],
  ] as const;
  for (const [text, precision, long, short] of rows) {
    test(`${text} is known to the ${precision}`, () => {
      assert.equal(parseWhen(text)?.precision, precision);
      assert.equal(dateText(text, 'fi-FI'), long);
      assert.equal(shortDateText(text, 'fi-FI'), short);
      assert.equal(timeText(text, 'fi-FI'), undefined);
      assert.equal(yearOf(text), '2026');
    });
  }

  test('a date-time is written in local time', () => {
    const local = new Date(2026, 3, 3, 14, 15);
    assert.equal(dateText(local.toISOString(), 'sv-FI'), '3 april 2026');
    assert.equal(timeText(local.toISOString(), 'fi-FI'), '14.15');
    assert.equal(yearOf(new Date(2026, 0, 1, 0, 30).toISOString()), '2026');
  });

  test('what is no date stays as it is', () => {
    for (const text of ['', 'yesterday', '2026-13-01', '2026-1-1']) {
      assert.equal(parseWhen(text), undefined);
      assert.equal(dateText(text, 'en-GB'), text);
      assert.equal(yearOf(text), '');
    }
  });

  test('a year is full on the birthday', () => {
    assert.equal(ageOn('2008-11-24', '2026-11-23'), 17);
    assert.equal(ageOn('2008-11-24', '2026-11-24'), 18);
    assert.equal(ageOn('2008-02-29', '2026-02-28'), 17);
    assert.equal(ageOn('2008-02-29', '2026-03-01'), 18);
  });

  test('today is the local day', () => {
    assert.equal(todayIso(new Date(2026, 10, 4, 23, 59)), '2026-11-04');
  });
});
