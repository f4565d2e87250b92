/** What an import does at a moment, the first of these that applies. */
type Activity = 'parsing' | 'crypto' | 'store';

/** Shares of the whole time, 0 to 1; `other` is reading the disk and waiting for it. */
export interface Shares {
  readonly parsing: number;
  readonly crypto: number;
  readonly store: number;
  readonly other: number;
}

/**
 * Divides the time of an import. Parsing is measured where it happens. The rest counts as crypto
 * while anything is being sealed, and as store while requests are under way and nothing is sealed:
 * then the store is what is waited for.
 */
export class Stopwatch {
  readonly #began: number;
  readonly #spent: Record<Activity, number> = { parsing: 0, crypto: 0, store: 0 };
  #since: number;
  #sealing = 0;
  #sending = 0;
  readonly #clock: () => number;

  /** `clock` gives milliseconds. */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
    this.#began = clock();
    this.#since = this.#began;
  }

  /** Milliseconds of parsing that ended just now. */
  parsed(milliseconds: number): void {
    this.#settle(milliseconds);
  }

  /** Runs work that counts as sealing. */
  async sealing<T>(work: () => Promise<T>): Promise<T> {
    this.#settle();
    this.#sealing++;
    try {
      return await work();
    } finally {
      this.#settle();
      this.#sealing--;
    }
  }

  /** Runs work that counts as sending. */
  async sending<T>(work: () => Promise<T>): Promise<T> {
    this.#settle();
    this.#sending++;
    try {
      return await work();
    } finally {
      this.#settle();
      this.#sending--;
    }
  }

  /** Seconds since the beginning. */
  get seconds(): number {
    return (this.#clock() - this.#began) / 1000;
  }

  /** How the time was spent so far. */
  get shares(): Shares {
    this.#settle();
    const whole = Math.max(1, this.#clock() - this.#began);
    const { parsing, crypto, store } = this.#spent;
    const share = (ms: number) => Math.round((ms / whole) * 1000) / 1000;
    const other = Math.max(0, whole - parsing - crypto - store);
    return {
      parsing: share(parsing),
      crypto: share(crypto),
      store: share(store),
      other: share(other),
    };
  }

  #settle(parsing = 0): void {
    const now = this.#clock();
    const rest = Math.max(0, now - this.#since - parsing);
    this.#since = now;
    this.#spent.parsing += parsing;
    if (this.#sealing > 0) this.#spent.crypto += rest;
    else if (this.#sending > 0) this.#spent.store += rest;
  }
}
