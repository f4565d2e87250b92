import type { Bytes } from '../bytes.ts';

const inspect = Symbol.for('nodejs.util.inspect.custom');

/**
 * A key or seed that refuses to print: not in a template, not in JSON, not in a debugger's inspect.
 * The bytes leave only through `use`, inside this package.
 */
export class Secret {
  readonly #bytes: Bytes;

  constructor(bytes: Uint8Array) {
    this.#bytes = new Uint8Array(bytes);
  }

  /** Hands the bytes to `action` and returns what it returns. */
  use<T>(action: (bytes: Bytes) => T): T {
    return action(this.#bytes);
  }

  /** Overwrites the bytes. The secret is useless afterwards. */
  wipe(): void {
    this.#bytes.fill(0);
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect](): string {
    return '[secret]';
  }
}

/** Draws `length` unpredictable bytes. Injected, so that `core` has no ambient randomness. */
export type Entropy = (length: number) => Uint8Array;
