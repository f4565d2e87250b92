import { join, relative } from 'node:path';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { inspect } from 'node:util';
import type { Suite } from './suites.ts';
import { Tally } from './tally.ts';

const fileTimeoutMs = 30 * 60_000;
const progressEveryMs = 10_000;

/**
 * Runs the files of a suite, two processes at a time, and counts. What a file printed is shown
 * only if something in it failed.
 */
export async function runFiles(
  suite: Suite,
  { root, print }: { root: string; print: (line: string) => void },
): Promise<Tally> {
  const tally = new Tally(root, process.env);
  const output = new Map<string, string>();
  const done = new Set<string>();
  let lastProgress = Date.now();
  const stream = run({
    files: suite.files.map((file) => join(root, file)),
    cwd: root,
    concurrency: 2,
    timeout: fileTimeoutMs,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const keep = ({ file, message }: Printed): void => {
    output.set(file, (output.get(file) ?? '') + message);
  };
  const take = (event: Reported, error: Error | undefined): void => {
    const { file = '', name, nesting, skip, todo } = event;
    const kind = error === undefined ? 'pass' : 'fail';
    const failureType = failureTypeOf(error);
    const text = error === undefined ? '' : describe(error.cause ?? error);
    tally.add({ file, name, nesting, kind, skip, todo, failureType, error: text });
    done.add(file);
    if (Date.now() - lastProgress < progressEveryMs) return;
    lastProgress = Date.now();
    const where = relative(root, file);
    print(`  … ${suite.name}: ${done.size} of ${suite.files.length} files, ${where}`);
  };
  stream.on('test:stdout', keep);
  stream.on('test:stderr', keep);
  stream.on('test:pass', (event) => take(event, undefined));
  stream.on('test:fail', (event) => take(event, event.details.error));
  stream.resume();
  await finished(stream);
  for (const file of new Set(tally.failures.map((failure) => failure.file))) {
    const text = output.get(join(root, file))?.trim() ?? '';
    if (text !== '') print(`output of ${file}:\n${text}\n`);
  }
  return tally;
}

/** What the events of node:test have in common. */
interface Reported {
  readonly file?: string | undefined;
  readonly name: string;
  readonly nesting: number;
  readonly skip?: string | boolean | undefined;
  readonly todo?: string | boolean | undefined;
}

interface Printed {
  readonly file: string;
  readonly message: string;
}

function describe(cause: unknown): string {
  return typeof cause === 'string' ? cause : inspect(cause);
}

function failureTypeOf(error: Error | undefined): string | undefined {
  if (error === undefined || !('failureType' in error)) return undefined;
  return typeof error.failureType === 'string' ? error.failureType : undefined;
}
