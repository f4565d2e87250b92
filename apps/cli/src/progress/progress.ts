import type { Terminal } from '../output/terminal.ts';

/** Milliseconds between two plain lines where there is no terminal. */
const PLAIN_INTERVAL = 3000;
/** Milliseconds between two drawings of the live line. */
const LIVE_INTERVAL = 100;

/**
 * How far something has come: one live line on a terminal, a plain line every few seconds
 * elsewhere, nothing on standard output.
 */
export class Progress {
  readonly #terminal: Terminal;
  #shown: number;
  #drawn = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#shown = terminal.now();
  }

  /** Says where things stand, if it is time to; `text` is only called then. */
  update(text: () => string): void {
    const { live, tell, now } = this.#terminal;
    const interval = live === undefined ? PLAIN_INTERVAL : LIVE_INTERVAL;
    if (now() - this.#shown < interval) return;
    this.#shown = now();
    if (live === undefined) tell(text());
    else {
      live(text());
      this.#drawn = true;
    }
  }

  /** Says it at once, as a line that stays. */
  line(text: string): void {
    this.clear();
    this.#terminal.tell(text);
  }

  /** Takes the live line away. */
  clear(): void {
    if (this.#drawn) this.#terminal.live?.('');
    this.#drawn = false;
  }
}
