/** How often something may fail within a window, milliseconds. */
export interface Limit {
  readonly failures: number;
  readonly window: number;
}

/** Keys kept at most; the longest untouched goes first. */
const KEPT = 50_000;

/**
 * Counts failures by key over a sliding window. An attempt counts as failed from its beginning, until
 * it is forgiven: whoever never finishes has failed.
 */
export class Limiter {
  readonly #limit: Limit;
  readonly #clock: () => number;
  readonly #failures = new Map<string, number[]>();

  constructor(limit: Limit, clock: () => number) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** Whether `key` may try now. */
  may(key: string): boolean {
    return this.#recent(key).length < this.#limit.failures;
  }

  /** Counts an attempt. */
  count(key: string): void {
    const times = this.#recent(key);
    times.push(this.#clock());
    this.#failures.delete(key);
    this.#failures.set(key, times);
    if (this.#failures.size <= KEPT) return;
    const oldest = this.#failures.keys().next();
    if (oldest.done !== true) this.#failures.delete(oldest.value);
  }

  /** Takes back the last attempt: it succeeded. */
  forgive(key: string): void {
    this.#failures.get(key)?.pop();
  }

  #recent(key: string): number[] {
    const since = this.#clock() - this.#limit.window;
    return (this.#failures.get(key) ?? []).filter((time) => time > since);
  }
}

/**
 * Failures in a quarter of an hour before an account or an address has to wait. A whole practice may
 * share one address.
 */
export const signInLimits = { account: 10, address: 60 } as const;
const WINDOW = 15 * 60 * 1000;

/** How often somebody may fail to sign in, whichever way they try. */
export class SignInLimits {
  readonly #byAccount: Limiter;
  readonly #byAddress: Limiter;

  constructor(clock: () => number) {
    const window = WINDOW;
    this.#byAccount = new Limiter({ failures: signInLimits.account, window }, clock);
    this.#byAddress = new Limiter({ failures: signInLimits.address, window }, clock);
  }

  /** Whether this account may be tried from this address now. */
  may(account: string, address: string): boolean {
    return this.#byAccount.may(account) && this.#byAddress.may(address);
  }

  /** Counts an attempt, as failed until it is forgiven. */
  count(account: string, address: string): void {
    this.#byAccount.count(account);
    this.#byAddress.count(address);
  }

  /** Takes back the last attempt: it succeeded. */
  forgive(account: string, address: string): void {
    this.#byAccount.forgive(account);
    this.#byAddress.forgive(address);
  }
}
