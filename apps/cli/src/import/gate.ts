/** Lets so many entries and bytes be under way at once, so that memory stays flat. */
export class Gate {
  readonly #entries: number;
  readonly #bytes: number;
  #entriesIn = 0;
  #bytesIn = 0;
  #waiting: (() => void) | undefined;

  constructor(limit: { readonly entries: number; readonly bytes: number }) {
    this.#entries = limit.entries;
    this.#bytes = limit.bytes;
  }

  /** Resolves when there is room; one entry always fits, however large. For one caller at a time. */
  async enter(bytes: number): Promise<void> {
    while (this.#isFull(bytes)) {
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    }
    this.#entriesIn++;
    this.#bytesIn += bytes;
  }

  /** Gives room back. */
  leave(bytes: number): void {
    this.#entriesIn--;
    this.#bytesIn -= bytes;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.();
  }

  #isFull(bytes: number): boolean {
    if (this.#entriesIn === 0) return false;
    return this.#entriesIn >= this.#entries || this.#bytesIn + bytes > this.#bytes;
  }
}
