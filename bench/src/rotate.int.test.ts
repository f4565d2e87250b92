import { test } from 'node:test';
import { benchRotate } from './rotate.ts';
import { demandLines, storesHere } from './test-benchmarks.ts';

test('rotate measures the re-sealing after a leaver and the bare crypto', async () => {
  const stores = await storesHere();
  const onProgress = () => undefined;
  const report = await benchRotate({ stores, runs: 2, files: 3, entries: 4, onProgress });
  demandLines(report, stores, [
    /^rotate, 3 files of 4 entries$/,
    /beside bare crypto/,
    /limit: bare crypto/,
  ]);
});
