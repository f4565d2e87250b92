import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findPatients } from './find.ts';

const aino = {
  name: 'Aino Mäkelä-Virtanen',
  birthDate: '1987-03-12',
  phones: ['+358401234567'],
  emails: ['aino.makela@example.fi'],
};
const ake = {
  name: 'Åke Lindström',
  birthDate: '2012-11-02',
  phones: ['+46701234567'],
  emails: [],
};
const nn = { name: 'N. N.', birthDate: null, phones: [], emails: [] };
const all = [aino, ake, nn];

describe('finding patients', () => {
  const rows: readonly (readonly [query: string, found: readonly (typeof all)[number][]])[] = [
    ['', all],
    ['   ', all],
    ['aino', [aino]],
    ['AINO', [aino]],
    ['mäk', [aino]],
    ['mak', [aino]],
    ['virta aino', [aino]],
    ['ake', [ake]],
    ['exam', [aino]],
    ['Åke l', [ake]],
    ['ino', []],
    ['12.3.1987', [aino]],
    ['12.03.1987', [aino]],
    ['1987', [aino]],
    ['1987-03', [aino]],
    ['120387', [aino]],
    ['2.11.2012', [ake]],
    ['040 123', [aino]],
    ['+358 40 123 4567', [aino]],
    ['00358401234567', [aino]],
    ['070', []],
    ['+46 70', [ake]],
    ['makela@example', [aino]],
    ['aino 1987', [aino]],
    ['åke 1987', []],
    ['999', []],
  ];
  for (const [query, found] of rows) {
    test(`“${query}” finds ${found.length}`, () => {
      assert.deepEqual(findPatients(all, query), found);
    });
  }
});
