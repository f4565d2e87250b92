import type { QueryConfig } from 'pg';

/**
 * Many rows as one statement of fixed text: all bytes of all rows lie in one parameter, and arrays of
 * numbers say where each row's part begins. PostgreSQL takes it apart with `substring`. One round trip
 * and one prepared plan, however many rows.
 */
export class Packed {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  /** Adds bytes and returns where they begin, counted from 1 as SQL does. */
  add(...parts: readonly Uint8Array[]): number {
    const at = this.#length + 1;
    for (const part of parts) {
      this.#parts.push(part);
      this.#length += part.length;
    }
    return at;
  }

  /** All bytes, for a `bytea` parameter. */
  bytes(): Buffer {
    return Buffer.concat(this.#parts, this.#length);
  }
}

/** A prepared statement with its values. */
export function named(name: string, text: string, values: unknown[]): QueryConfig {
  return { name, text, values };
}
