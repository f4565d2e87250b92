import type { PrincipalId, SignedWays } from '@vaiti/core/blind';
import type { Store } from '../store/store.ts';

/** What was read, and the person's signed list of the same moment. */
export interface WithWays<T> {
  readonly value: T;
  readonly ways: SignedWays | null;
}

/**
 * Reads something that belongs to a person's list of ways, again if the list changed meanwhile: a
 * client takes accounts that do not agree with the list for a fraud.
 */
export async function withWays<T>(
  store: Store,
  principal: PrincipalId,
  read: () => Promise<T>,
): Promise<WithWays<T>> {
  for (;;) {
    const before = await store.wayList(principal);
    const value = await read();
    const after = await store.wayList(principal);
    if (before?.counter !== after?.counter) continue;
    const ways = after === undefined ? null : { list: after.list, signature: after.signature };
    return { value, ways };
  }
}
