import type { LeafReceipt } from '@vaiti/contract';
import { decodeOpening, type LeafOpening } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import type { Practice } from './practice.ts';

/** One leaf of the ledger with what it says. */
export interface LedgerLeaf {
  readonly index: number;
  readonly opening: LeafOpening;
}

/** What was read of the ledger. */
export interface LedgerPage {
  readonly leaves: readonly LedgerLeaf[];
  /** Leaves among them that the newest checkpoint does not reach yet. */
  readonly waiting: number;
  readonly more: boolean;
}

/**
 * Leaves of the whole ledger from `from` on, up to a thousand, for privacy officers and auditors: every
 * index in its place, each proven to be in the newest checkpoint it is below, and none missing that the
 * newest checkpoint has. Throws `not-found` to others, `ledger-leaf-missing` for a gap, and as
 * `LedgerWatch.check`.
 */
export async function readLedger(practice: Practice, from: number): Promise<LedgerPage> {
  const { api, token } = practice.member;
  const { size } = await practice.ledger.check();
  const { leaves, more } = await api.call('leaves', { from }, token);
  const inPlace = leaves.every(({ index }, i) => index === from + i);
  if (!inPlace || (!more && from + leaves.length < size))
    throw new ClientError('ledger-leaf-missing');
  const waiting = leaves.length === 0 ? 0 : await practice.ledger.demand(leaves);
  return { leaves: leaves.map(leafOf), waiting, more };
}

function leafOf({ index, opening }: LeafReceipt): LedgerLeaf {
  return { index, opening: decodeOpening(opening) };
}
