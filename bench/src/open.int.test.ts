import { test } from 'node:test';
import { benchOpen } from './open.ts';
import { demandLines, storesHere } from './test-benchmarks.ts';

test('open measures the whole, the plain fetch and the bare crypto', async () => {
  const stores = await storesHere();
  const onProgress = () => undefined;
  const report = await benchOpen({ stores, rounds: 2, entries: 5, onProgress });
  demandLines(report, stores, [
    /^open, 5 entries, p50$/,
    /^open, 5 entries, p95$/,
    /beside plain fetch/,
    /limit: plain fetch/,
    /limit: bare crypto/,
  ]);
});
