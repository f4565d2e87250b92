import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idleness } from './idle.ts';

const minute = 60_000;

test('somebody is warned after nine minutes and locked out after ten, however long the sleep', () => {
  assert.deepEqual(idleness(0, 9 * minute - 1), { state: 'here' });
  assert.deepEqual(idleness(0, 9 * minute), { state: 'leaving', secondsLeft: 60 });
  assert.deepEqual(idleness(0, 10 * minute - 1), { state: 'leaving', secondsLeft: 1 });
  assert.deepEqual(idleness(0, 10 * minute), { state: 'gone', secondsLeft: 0 });
  assert.deepEqual(idleness(0, 500 * minute), { state: 'gone', secondsLeft: 0 });
});
