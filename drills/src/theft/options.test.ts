import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTheftOptions } from './options.ts';

test('without words the drill has its usual size', () => {
  const usual = { plant: false, patients: 300, notes: 10, postgres: false };
  assert.deepEqual(parseTheftOptions([]), usual);
  const words = ['--plant', '--patients', '8', '--notes=3', '--postgres'];
  const small = { plant: true, patients: 8, notes: 3, postgres: true };
  assert.deepEqual(parseTheftOptions(words), small);
});

test('other words are no options', () => {
  for (const words of [['--fast'], ['8'], ['--patients', '0'], ['--patients', 'x'], ['--notes']])
    assert.equal(parseTheftOptions(words), undefined, words.join(' '));
});
