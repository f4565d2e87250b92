import assert from 'node:assert/strict';
import { test } from 'node:test';
import { table } from './table.ts';

test('columns are as wide as their widest cell, numbers to the right', () => {
  const text = table(
    [{ title: 'Name' }, { title: 'Count', align: 'right' }],
    [
      ['Björn', '1'],
      ['Åsa', '12345678'],
    ],
  );
  assert.equal(
    text,
    ['Name      Count', '─────  ────────', 'Björn         1', 'Åsa    12345678'].join('\n'),
  );
});

test('a combined character counts once', () => {
  const decomposed = 'A\u030asa';
  const [, rule] = table([{ title: decomposed }], []).split('\n');
  assert.equal(rule, '───');
});
