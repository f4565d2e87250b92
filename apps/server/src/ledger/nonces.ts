import type { PrincipalId } from '@vaiti/core/blind';
import type { NonceRow } from '../store/rows.ts';

/** Nonces of read statements whose time would still be accepted, so that none is used twice. */
export class Nonces {
  readonly #times = new Map<string, number>();
  #forgotten = 0;

  constructor(rows: readonly NonceRow[]) {
    this.add(rows);
  }

  add(rows: readonly NonceRow[]): void {
    for (const { reader, nonce, time } of rows) this.#times.set(`${reader}${nonce}`, time);
  }

  has(reader: PrincipalId, nonce: string): boolean {
    return this.#times.has(`${reader}${nonce}`);
  }

  /** Forgets those older than `since` (milliseconds); looks at most once a minute of that clock. */
  forget(since: number): void {
    if (since - this.#forgotten < 60_000) return;
    this.#forgotten = since;
    for (const [key, time] of this.#times) if (time < since) this.#times.delete(key);
  }
}
