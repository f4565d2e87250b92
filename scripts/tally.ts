import { relative } from 'node:path';
import { forbiddenSkip } from './requirements.ts';

/** What happened to one test or to one block of tests, as node:test reports it. */
export interface Outcome {
  readonly file: string;
  readonly name: string;
  /** Depth of the test; a parent is reported after its children. */
  readonly nesting: number;
  readonly kind: 'pass' | 'fail';
  readonly skip: string | boolean | undefined;
  readonly todo: string | boolean | undefined;
  /** Why it failed, in node:test's words: `subtestsFailed`, `hookFailed`, `testCodeFailure`… */
  readonly failureType: string | undefined;
  /** The error in full. */
  readonly error: string;
}

export interface Failure {
  readonly file: string;
  readonly name: string;
  readonly error: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Counts leaves: a test with children and a describe block count only where they fail by
 * themselves. A file that ran no test is a failure, and so is a skip for want of something that
 * this machine is required to have.
 */
export class Tally {
  passed = 0;
  skipped = 0;
  readonly failures: Failure[] = [];
  readonly #root: string;
  readonly #env: Environment;
  readonly #path = new Map<string, number>();

  constructor(root: string, env: Environment) {
    this.#root = root;
    this.#env = env;
  }

  get failed(): number {
    return this.failures.length;
  }

  /** How many tests were seen, skipped ones included. */
  get total(): number {
    return this.passed + this.failed + this.skipped;
  }

  /** Takes the next outcome; those of one file come in node:test's order. */
  add(outcome: Outcome): void {
    const { file, nesting } = outcome;
    const isParent = (this.#path.get(file) ?? -1) > nesting;
    this.#path.set(file, nesting);
    if (outcome.kind === 'fail') {
      if (outcome.failureType !== 'subtestsFailed') this.#fail(outcome, outcome.error);
    } else if (isReason(outcome.skip) || isReason(outcome.todo)) {
      this.#skip(outcome);
    } else if (outcome.name === file) {
      this.#fail(outcome, 'the file ran no test');
    } else if (!isParent) {
      this.passed += 1;
    }
  }

  #skip(outcome: Outcome): void {
    const reason = typeof outcome.skip === 'string' ? outcome.skip : '';
    const missing = forbiddenSkip(reason, this.#env);
    if (missing === undefined) this.skipped += 1;
    else this.#fail(outcome, `skipped (${reason}), but this run requires ${missing}`);
  }

  #fail({ file, name }: Outcome, error: string): void {
    const path = relative(this.#root, file);
    this.failures.push({ file: path, name: name === file ? path : name, error });
  }
}

function isReason(mark: string | boolean | undefined): boolean {
  return mark !== undefined && mark !== false;
}
