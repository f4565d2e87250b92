import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayIn, isLoanEnd } from './days.ts';

const now = new Date(2026, 10, 25, 23, 30);

test('days are counted in the person’s own calendar', () => {
  assert.equal(dayIn(0, now), '2026-11-25');
  assert.equal(dayIn(14, now), '2026-12-09');
  assert.equal(dayIn(90, now), '2027-02-23');
});

test('a loan ends from today on and within a year', () => {
  const ends = ['2026-11-25', '2027-11-25', '2026-11-24', '2027-11-26', '2027-02-30', 'soon', ''];
  assert.deepEqual(
    ends.map((end) => isLoanEnd(end, now)),
    [true, true, false, false, false, false, false],
  );
});
