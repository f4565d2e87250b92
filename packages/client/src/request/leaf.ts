import type { LeafReceipt } from '@vaiti/contract';
import { encodeOpening, equal, type LeafOpening } from '@vaiti/core';
import type { Practice } from '../practice/practice.ts';

type StatementOpening = Extract<LeafOpening, { kind: 'request' | 'approval' | 'verdict' }>;
type Said<T> = T extends unknown ? Omit<T, 'counter' | 'time'> : never;

/**
 * Takes the leaf of a statement that was just sent, and remembers it: it must say exactly this. Throws as
 * `LedgerWatch.accept`.
 */
export async function acceptStatement(
  { ledger }: Practice,
  leaf: LeafReceipt,
  said: Said<StatementOpening>,
): Promise<void> {
  await ledger.accept(leaf, (opening) => {
    if (opening.kind === 'roster') return false;
    const { counter, time } = opening;
    return equal(encodeOpening({ ...said, counter, time }), encodeOpening(opening));
  });
  await ledger.save();
}
