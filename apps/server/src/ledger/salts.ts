import { randomFillSync } from 'node:crypto';
import { type Bytes, SALT_BYTES } from '@vaiti/core/blind';

const POOL = 128;

/** Fresh random salts for leaves, drawn from the system many at a time; each is given out once. */
export class Salts {
  #pool: Bytes = new Uint8Array(0);
  #next = 0;

  take(): Bytes {
    if (this.#next >= this.#pool.length) {
      this.#pool = randomFillSync(new Uint8Array(POOL * SALT_BYTES));
      this.#next = 0;
    }
    const salt = this.#pool.slice(this.#next, this.#next + SALT_BYTES);
    this.#next += SALT_BYTES;
    return salt;
  }
}
