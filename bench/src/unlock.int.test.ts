import { test } from 'node:test';
import { demandLines, storesHere } from './test-benchmarks.ts';
import { benchUnlock } from './unlock.ts';

test('unlock measures the whole, the rest beside the stretching, and the stretching', async () => {
  const stores = await storesHere();
  const onProgress = () => undefined;
  const report = await benchUnlock({ stores, rounds: 1, files: 2, notes: 1, onProgress });
  demandLines(report, stores, [
    /^unlock, 2 files/,
    /^ {2}beside the stretching$/,
    /^ {2}stretching of the password alone$/,
  ]);
});
