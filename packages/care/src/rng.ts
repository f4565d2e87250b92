import { CareError } from './errors.ts';

/**
 * A deterministic source of choices for demo and benchmark data: xoshiro128** (Blackman, Vigna
 * 2018). The same seed gives the same choices on every machine. Never for keys or nonces.
 */
export interface Rng {
  /** Next 32 bits, 0 to 2^32 - 1. */
  u32(): number;
  /** Whole number from `min` to `max`, both included. Throws `random-range-invalid`. */
  int(min: number, max: number): number;
  /** True with probability `percent` of 100. */
  chance(percent: number): boolean;
  /** One element. Throws `random-range-invalid` on an empty list. */
  pick<T>(items: readonly T[]): T;
  /** A new list with the same elements in random order. */
  shuffle<T>(items: readonly T[]): T[];
  /** `length` bytes as hexadecimal. */
  hex(length: number): string;
  /** An independent generator named by `label`; taking it does not move this one. */
  fork(label: string | number): Rng;
}

/** Spreads a text over 32 bits: FNV-1a with a final avalanche, one word per `salt`. */
function wordOf(seed: string, salt: number): number {
  let h = (0x811c9dc5 ^ salt) >>> 0;
  for (let i = 0; i < seed.length; i += 1) h = Math.imul(h ^ seed.charCodeAt(i), 0x01000193) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0;
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0;
  return (h ^ (h >>> 16)) >>> 0;
}

function rotateLeft(x: number, by: number): number {
  return ((x << by) | (x >>> (32 - by))) >>> 0;
}

class Xoshiro implements Rng {
  readonly #seed: string;
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: string) {
    this.#seed = seed;
    this.#a = wordOf(seed, 1);
    this.#b = wordOf(seed, 0x9e3779b9);
    this.#c = wordOf(seed, 0x7f4a7c15);
    this.#d = wordOf(seed, 0x94d049bb) | 1;
  }

  u32(): number {
    const result = Math.imul(rotateLeft(Math.imul(this.#b, 5) >>> 0, 7), 9) >>> 0;
    const t = (this.#b << 9) >>> 0;
    this.#c = (this.#c ^ this.#a) >>> 0;
    this.#d = (this.#d ^ this.#b) >>> 0;
    this.#b = (this.#b ^ this.#c) >>> 0;
    this.#a = (this.#a ^ this.#d) >>> 0;
    this.#c = (this.#c ^ t) >>> 0;
    this.#d = rotateLeft(this.#d, 11);
    return result;
  }

  int(min: number, max: number): number {
    const span = max - min + 1;
    if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || span < 1 || span > 2 ** 32) {
      throw new CareError('random-range-invalid');
    }
    return min + Math.floor((this.u32() / 2 ** 32) * span);
  }

  chance(percent: number): boolean {
    return this.int(1, 100) <= percent;
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new CareError('random-range-invalid');
    return items[this.int(0, items.length - 1)] as T;
  }

  shuffle<T>(items: readonly T[]): T[] {
    const out = [...items];
    for (let i = out.length - 1; i > 0; i -= 1) {
      const j = this.int(0, i);
      [out[i], out[j]] = [out[j] as T, out[i] as T];
    }
    return out;
  }

  hex(length: number): string {
    let out = '';
    for (let i = 0; i < length; i += 1) out += (this.u32() >>> 24).toString(16).padStart(2, '0');
    return out;
  }

  fork(label: string | number): Rng {
    return new Xoshiro(`${this.#seed}/${label}`);
  }
}

/** A generator for `seed`. */
export function createRng(seed: string | number): Rng {
  return new Xoshiro(String(seed));
}
