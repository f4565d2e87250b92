import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runChecks } from './checks/index.ts';
import { testEnvironment } from './requirements.ts';
import { runFiles } from './runner.ts';
import { isSuiteName, type Suite, selectSuites, suiteNames, testFiles } from './suites.ts';
import type { Failure } from './tally.ts';

/*
 * npm test [-- [--only SUITE] [part of a path …]]
 * Runs the checks, then every suite; the last line is `N passed, N failed, N skipped`.
 */

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly Failure[];
}

const root = join(import.meta.dirname, '..');
const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function runSuite(suite: Suite): Promise<Counts> {
  if (suite.name !== 'check') return runFiles(suite, { root, print });
  const results = await runChecks(root, print);
  const failures = results
    .filter(({ ok }) => !ok)
    .map(({ name, output }) => ({ file: 'check', name, error: output }));
  const failed = failures.length;
  return { passed: results.length - failed, failed, skipped: 0, failures };
}

async function main(): Promise<number> {
  const { values, positionals: filters } = parseArgs({
    options: { only: { type: 'string' } },
    allowPositionals: true,
  });
  const { only } = values;
  if (only !== undefined && !isSuiteName(only)) {
    print(`no suite ${only}: there are ${suiteNames.join(', ')}`);
    return 2;
  }
  const suites = selectSuites(testFiles(root), { only, filters });
  if (suites.length === 0) {
    print('no test matches');
    print('0 passed, 0 failed, 0 skipped');
    return 1;
  }

  const scratch = mkdtempSync(join(tmpdir(), 'vaiti-'));
  const clean = (): void => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', clean);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => process.exit(130));
  Object.assign(process.env, testEnvironment(process.env, root), { TMPDIR: scratch });

  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const suite of suites) {
    const started = performance.now();
    print(`${suite.name}: ${suite.name === 'check' ? 'running' : `${suite.files.length} files`}`);
    const { passed, failed, skipped, failures } = await runSuite(suite);
    for (const { file, name, error } of failures) print(`\nFAILED ${file}: ${name}\n${error}\n`);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    print(`${suite.name}: ${passed} passed, ${failed} failed, ${skipped} skipped (${seconds} s)`);
    const ranNothing = passed + failed + skipped === 0;
    if (ranNothing) print(`FAILED ${suite.name}: the suite ran nothing`);
    sum.passed += passed;
    sum.failed += failed + (ranNothing ? 1 : 0);
    sum.skipped += skipped;
  }
  print(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
  return sum.failed === 0 ? 0 : 1;
}

process.exitCode = await main();
