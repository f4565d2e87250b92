import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attacks } from '@vaiti/testkit';
import { table } from './table.ts';
import { localeOf, toldOf } from './told.ts';

test('a table lines up', () => {
  const columns = [{ title: 'a' }, { title: 'number', align: 'right' as const }];
  const rows = [
    ['first', '1'],
    ['b', '22'],
  ];
  const lines = ['a      number', '─────  ──────', 'first       1', 'b          22'];
  assert.equal(table(columns, rows), lines.join('\n'));
});

test('people are told something about every code that an attack may give', () => {
  for (const code of new Set(attacks.flatMap((attack) => attack.expected)))
    for (const locale of ['fi', 'sv', 'en'] as const) assert.notEqual(toldOf(code, locale), code);
  assert.equal(toldOf('no-such-code', 'fi'), 'no-such-code');
});

test('the language is that of the surroundings', () => {
  assert.equal(localeOf({ LANG: 'fi_FI.UTF-8' }), 'fi');
  assert.equal(localeOf({ VAITI_LANG: 'sv', LANG: 'fi_FI.UTF-8' }), 'sv');
  assert.equal(localeOf({}), 'en');
});
