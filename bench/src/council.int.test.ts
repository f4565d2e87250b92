import { test } from 'node:test';
import { benchCouncil } from './council.ts';
import { demandLines, storesHere } from './test-benchmarks.ts';

test('council measures the first split, the re-split and the bare crypto', async () => {
  const stores = await storesHere();
  const onProgress = () => undefined;
  const report = await benchCouncil({ stores, runs: 1, files: 3, entries: 3, onProgress });
  demandLines(report, stores, [
    /^first split, 3 files of 3 entries$/,
    /^re-split, 3 files of 3 entries$/,
    /rate/,
    /estimate for 40,000 files/,
    /limit: bare crypto/,
  ]);
});
