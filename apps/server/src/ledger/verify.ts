import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Verify, verify, wellFormed } from '@vaiti/core/blind';
import { decodeVerdicts, encodeChecks, type SignatureCheck } from './verify-messages.ts';

interface Waiting extends SignatureCheck {
  readonly resolve: (valid: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread that checks signatures, with the checks that were given to it and not answered yet. */
class Checker {
  readonly #worker: Worker;
  readonly #given: (readonly Waiting[])[] = [];
  #gone = false;

  constructor() {
    this.#worker = new Worker(new URL('./verify-thread.ts', import.meta.url));
    this.#worker.unref();
    this.#worker.on('message', (message: unknown) => this.#answered(message));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('the checking thread ended')));
  }

  /** Batches that wait for their answer. */
  get load(): number {
    return this.#given.length;
  }

  get gone(): boolean {
    return this.#gone;
  }

  give(checks: readonly Waiting[]): void {
    const bytes = encodeChecks(checks);
    // While somebody waits for an answer the process must not end.
    if (this.#given.length === 0) this.#worker.ref();
    this.#given.push(checks);
    this.#worker.postMessage(bytes, [bytes.buffer]);
  }

  #answered(message: unknown): void {
    const checks = this.#given.shift();
    if (this.#given.length === 0) this.#worker.unref();
    if (checks === undefined) return;
    try {
      const verdicts = decodeVerdicts(message, checks.length);
      for (const [i, { resolve }] of checks.entries()) resolve(verdicts[i] === 1);
    } catch (error) {
      for (const { reject } of checks) reject(error);
    }
  }

  #fail(error: unknown): void {
    this.#gone = true;
    for (const { reject } of this.#given.splice(0).flat()) reject(error);
  }
}

/** One core is left to the thread that answers requests. */
const THREADS = Math.min(4, Math.max(1, availableParallelism() - 1));

/**
 * Checks that cost less here than waking a thread and being woken by it. On two cores that thread
 * also takes its time from this one, the store and whoever else is on the machine.
 */
const FEW = availableParallelism() > 2 ? 3 : 16;

let checkers: Checker[] = [];
let gathered: Waiting[] = [];

function flush(): void {
  const checks = gathered;
  gathered = [];
  if (checks.length <= FEW) {
    for (const { publicKey, message, signature, resolve, reject } of checks)
      verify(publicKey, message, signature).then(resolve, reject);
    return;
  }
  checkers = checkers.filter(({ gone }) => !gone);
  while (checkers.length < THREADS) checkers.push(new Checker());
  const [idlest] = checkers.toSorted((a, b) => a.load - b.load);
  try {
    idlest?.give(checks);
  } catch (error) {
    for (const { reject } of checks) reject(error);
  }
}

/**
 * Strict Ed25519 verification (RFC 8032 section 5.1.7), the same as core's, but more than a few checks
 * go to threads of their own. Those of one turn of the event loop travel together: waking a thread
 * costs as much as a check or two. Rejects when the thread was lost.
 */
export const verifyTogether: Verify = (publicKey, message, signature) => {
  if (!wellFormed(publicKey, signature)) return Promise.resolve(false);
  return new Promise((resolve, reject) => {
    if (gathered.length === 0) setImmediate(flush);
    gathered.push({ publicKey, message, signature, resolve, reject });
  });
};
