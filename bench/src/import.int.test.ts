import assert from 'node:assert/strict';
import { test } from 'node:test';
import { benchImport } from './import.ts';
import { demandLines } from './test-benchmarks.ts';

test('import runs the real command on generated input', async () => {
  const stores = ['sqlite'] as const;
  const onProgress = () => undefined;
  const amount = { patients: 2, notes: 3 };
  const report = await benchImport({ stores, amount, runs: 1, sample: false, onProgress });
  demandLines(report, stores, [
    /^import, 2 patients x 3 notes/,
    /^import, 6 patients x 3 notes/,
    /importer, most memory/,
    /memory at 3 times/,
    /import, steady/,
    /server, most memory/,
  ]);
  const shares = report.lines.filter((line) => line.what.startsWith('  time in '));
  assert.equal(shares.length, 8);
});
