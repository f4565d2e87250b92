import { Worker } from 'node:worker_threads';
import { StoreError } from '../errors.ts';
import type { Step } from './steps.ts';
import { type Write, writtenSchema } from './writer-messages.ts';

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: StoreError) => void;
}

/**
 * Writes to an SQLite file from a thread of its own, so that a commit's wait for the disk holds up
 * nobody. When the thread is lost, what it was doing is `store-unavailable` and the next write starts
 * another.
 */
export class SqliteWriter {
  readonly #path: string;
  readonly #waiting: Waiting[] = [];
  #worker: Worker | undefined;
  #closed = false;

  /** `path` is a database that exists. */
  constructor(path: string) {
    this.#path = path;
  }

  /** Runs the steps in one durable transaction. Rejects with `StoreError`; nothing was then written. */
  write(steps: readonly Step[]): Promise<void> {
    return this.#ask({ kind: 'write', steps: [...steps] });
  }

  /** Empties the write-ahead log. Rejects with `StoreError`. */
  scrub(): Promise<void> {
    return this.#ask({ kind: 'scrub' });
  }

  /** Closes the thread's connection and ends the thread. */
  async close(): Promise<void> {
    if (this.#closed) return;
    if (this.#worker !== undefined) await this.#ask({ kind: 'close' });
    this.#closed = true;
    await this.#worker?.terminate();
  }

  #ask(write: Write): Promise<void> {
    if (this.#closed) return Promise.reject(new StoreError('store-unavailable'));
    const worker = (this.#worker ??= this.#start());
    return new Promise((resolve, reject) => {
      // While somebody waits for an answer the process must not end.
      if (this.#waiting.length === 0) worker.ref();
      this.#waiting.push({ resolve, reject });
      worker.postMessage(write);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL('./writer-thread.ts', import.meta.url), {
      workerData: this.#path,
    });
    worker.unref();
    worker.on('message', (message: unknown) => this.#answered(message));
    const lost = (cause?: unknown): void => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      const error = new StoreError('store-unavailable', { cause });
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    };
    worker.on('error', lost);
    worker.on('exit', lost);
    return worker;
  }

  #answered(message: unknown): void {
    const waiting = this.#waiting.shift();
    if (this.#waiting.length === 0) this.#worker?.unref();
    const answer = writtenSchema.safeParse(message);
    if (!answer.success) waiting?.reject(new StoreError('store-unavailable'));
    else if (answer.data.outcome === 'done') waiting?.resolve();
    else waiting?.reject(new StoreError(answer.data.code));
  }
}
