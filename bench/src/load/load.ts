import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { appendReply, endpoints } from '@vaiti/contract';
import { decodeAs } from '@vaiti/core';
import type { LoadOrder, LoadResult } from './messages.ts';

/** Sends prepared append requests from a process of its own. */
export class Load {
  readonly #child: ChildProcess;
  readonly #to: Pick<LoadOrder, 'host' | 'port' | 'token'>;

  constructor(url: string, token: string) {
    const { hostname, port } = new URL(url);
    this.#to = { host: hostname, port: Number(port), token };
    this.#child = fork(join(import.meta.dirname, 'generator.ts'), {
      serialization: 'advanced',
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
  }

  /**
   * Sends each lane's requests one after the other, all lanes at once. Resolves to the milliseconds
   * that it took; rejects unless every one of the `entries` appends was stored.
   */
  async append(lanes: readonly (readonly Uint8Array[])[], entries: number): Promise<number> {
    const { path } = endpoints.append;
    const { milliseconds, replies } = await this.#order({ ...this.#to, path, lanes });
    let stored = 0;
    for (const reply of replies.flat())
      for (const { outcome } of decodeAs(appendReply, new Uint8Array(reply)).outcomes)
        if (outcome === 'stored') stored++;
    if (stored !== entries)
      throw new Error(`${String(stored)} of ${String(entries)} appends were stored`);
    return milliseconds;
  }

  #order(order: LoadOrder): Promise<LoadResult> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) =>
        reject(new Error(`the load generator ended with ${String(code)}`));
      this.#child.once('exit', ended);
      this.#child.once('message', (result: LoadResult) => {
        this.#child.removeListener('exit', ended);
        resolve(result);
      });
      this.#child.send(order);
    });
  }

  /** Ends the generator, which may have ended by itself. */
  stop(): void {
    if (this.#child.connected) this.#child.disconnect();
  }
}
