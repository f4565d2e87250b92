import { newToken } from './token.ts';

/** Attempts kept at most; the oldest goes first. */
const KEPT = 10_000;

/** Sign-ins that have begun: each can be finished once, within `patience` milliseconds. */
export class Attempts<T> {
  readonly #patience: number;
  readonly #clock: () => number;
  readonly #open = new Map<string, { readonly attempt: T; readonly expires: number }>();

  constructor(patience: number, clock: () => number) {
    this.#patience = patience;
    this.#clock = clock;
  }

  /** Keeps an attempt and names it by a fresh token. */
  begin(attempt: T): string {
    const now = this.#clock();
    for (const [key, { expires }] of this.#open) {
      if (expires > now && this.#open.size < KEPT) break;
      this.#open.delete(key);
    }
    const token = newToken();
    this.#open.set(token, { attempt, expires: now + this.#patience });
    return token;
  }

  /** The attempt, which is over with this; undefined when there is none or it came too late. */
  take(token: string): T | undefined {
    const found = this.#open.get(token);
    this.#open.delete(token);
    if (found === undefined || found.expires <= this.#clock()) return undefined;
    return found.attempt;
  }
}
