import { bodyLength, type Compartment } from '@vaiti/core/blind';
import type { LoanScope } from './rows.ts';
import type { FetchQuery, Seen } from './store.ts';

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
  seen: Seen,
): { readonly count: number; readonly bodyBytes: number; readonly more: boolean } {
  let bodyBytes = 0;
  let count = 0;
  for (const row of rows) {
    if (count === query.maxEntries) return { count, bodyBytes, more: true };
    const size = sees(seen, row) ? bodyLength(row.length) : 0;
    if (count > 0 && bodyBytes + size > query.maxBytes) return { count, bodyBytes, more: true };
    bodyBytes += size;
    count++;
  }
  return { count, bodyBytes, more: false };
}

/** Whether the body of an entry goes out. */
export function sees(
  { compartments, entries }: Seen,
  entry: Pick<Measured, 'compartment' | 'seq'>,
): boolean {
  return compartments.has(entry.compartment) || entries.has(entry.seq);
}

/** How a stored loan's grant is named. */
export function loanScope(entry: number, until: number): LoanScope {
  return `entry:${entry}:${until}`;
}

/** Whether a grant goes out by what its row says: those of scopes that stand, and of loans that do. */
export function seesGrant({ compartments, entries }: Seen, scope: string): boolean {
  const [kind, entry] = scope.split(':');
  return kind === 'entry' ? entries.has(Number(entry)) : compartments.size > 0;
}
