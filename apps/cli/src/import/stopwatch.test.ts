import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Stopwatch } from './stopwatch.ts';

test('time belongs to parsing, else to sealing, else to sending, else to nothing', async () => {
  let now = 0;
  const watch = new Stopwatch(() => now);
  now = 1000;
  watch.parsed(400);
  let sealed: () => void = () => undefined;
  let sent: () => void = () => undefined;
  const sealing = watch.sealing(() => new Promise<void>((resolve) => (sealed = resolve)));
  const sending = watch.sending(() => new Promise<void>((resolve) => (sent = resolve)));
  now = 3000;
  sealed();
  await sealing;
  now = 4000;
  sent();
  await sending;
  assert.deepEqual(watch.shares, { parsing: 0.1, crypto: 0.5, store: 0.25, other: 0.15 });
  assert.equal(watch.seconds, 4);
});
