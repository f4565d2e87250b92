import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TimelineItem } from '@vaiti/client';
import { yearsOf } from './timeline-years.ts';

const item = (when: string): TimelineItem => ({
  record: when.padEnd(32, '0'),
  kind: 'visit',
  when,
  versions: [],
  visit: null,
  attachment: null,
});

test('items keep their order, in stretches of one year; undated ones stand by themselves', () => {
  const years = yearsOf(['2025', '2025-12-31', '2026-01-01', '', '2026-02'].map(item));
  assert.deepEqual(
    years.map(({ year, items }) => [year, items.length]),
    [
      ['2025', 2],
      ['2026', 1],
      ['', 1],
      ['2026', 1],
    ],
  );
  assert.deepEqual(yearsOf([]), []);
});
