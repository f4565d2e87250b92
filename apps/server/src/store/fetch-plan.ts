import { bodyLength, type Compartment } from '@vaiti/core/blind';
import type { FetchQuery } from './store.ts';

/** What must be known of an entry to decide whether its body goes out. */
export interface Measured {
  readonly seq: number;
  readonly compartment: Compartment;
  readonly length: number;
}

/**
 * How many of `rows` (ascending, one more than `maxEntries` when there are more) go out, and how many
 * bytes of bodies that is. Bodies that the reader may not open weigh nothing.
 */
export function planFetch(
  rows: readonly Measured[],
  query: FetchQuery,
  visible: ReadonlySet<Compartment>,
): { readonly count: number; readonly bodyBytes: number; readonly more: boolean } {
  let bodyBytes = 0;
  let count = 0;
  for (const row of rows) {
    if (count === query.maxEntries) return { count, bodyBytes, more: true };
    const size = visible.has(row.compartment) ? bodyLength(row.length) : 0;
    if (count > 0 && bodyBytes + size > query.maxBytes) return { count, bodyBytes, more: true };
    bodyBytes += size;
    count++;
  }
  return { count, bodyBytes, more: false };
}
