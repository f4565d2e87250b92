import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neededOf, neededOptions } from './council-input.ts';

test('more than half are needed unless something else is chosen', () => {
  assert.deepEqual(
    [2, 3, 4, 5, 7].map((count) => neededOf(count, undefined)),
    ['2', '2', '3', '3', '4'],
  );
  assert.equal(neededOf(5, '5'), '5');
  assert.equal(neededOf(3, '5'), '2', 'there are not so many any more');
  assert.equal(neededOf(5, '1'), '3', 'never one alone');
});

test('what can be chosen is what is possible', () => {
  assert.deepEqual(neededOptions(4), ['2', '3', '4']);
  assert.deepEqual(neededOptions(0), ['2']);
});
