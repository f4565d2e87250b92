import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Gate } from './gate.ts';

/** Whether a promise is settled once everything that is due has run. */
async function isSettled(promise: Promise<void>): Promise<boolean> {
  let settled = false;
  void promise.then(() => {
    settled = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

test('so many entries go in, the next one waits for one to leave', async () => {
  const gate = new Gate({ entries: 2, bytes: 1000 });
  await gate.enter(1);
  await gate.enter(1);
  const third = gate.enter(1);
  assert.equal(await isSettled(third), false);
  gate.leave(1);
  assert.equal(await isSettled(third), true);
});

test('so many bytes go in, but one entry always', async () => {
  const gate = new Gate({ entries: 10, bytes: 100 });
  await gate.enter(500);
  const second = gate.enter(1);
  assert.equal(await isSettled(second), false);
  gate.leave(500);
  assert.equal(await isSettled(second), true);
});
