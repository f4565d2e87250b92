import { test } from 'node:test';
import { benchKeep } from './keep.ts';
import { demandLines, storesHere } from './test-benchmarks.ts';

test('keep measures every shape and both limits', async () => {
  const stores = await storesHere();
  const report = await benchKeep({ stores, seconds: 0.1, runs: 1, onProgress: () => undefined });
  demandLines(report, stores, [
    /^keep, 1 client$/,
    /^keep, 16 clients$/,
    /^keep, 16 clients, 100 a request$/,
    /limit: durable inserts/,
    /limit: signature checks/,
    /beside a peer/,
  ]);
});
