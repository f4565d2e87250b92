import type { PrincipalId, Roster } from '@vaiti/core/blind';
import { dayOf } from '../ledger/check.ts';
import { allowed, holdingOn, type Member } from '../policy/gate.ts';
import type { Store } from '../store/store.ts';

/** What the files say today of somebody outside the roster; undefined for everybody else. */
export async function memberOutside(
  store: Pick<Store, 'member'>,
  roster: Roster,
  at: { readonly principal: PrincipalId; readonly now: number },
): Promise<Member | undefined> {
  const { now, principal } = at;
  if (roster.people.has(principal)) return undefined;
  const stored = await store.member(principal);
  if (stored === undefined) return undefined;
  const day = dayOf(now);
  const reads = stored.files.some(({ holding }) =>
    holding === undefined ? false : holdingOn({ generation: 1, ...holding }, day) !== undefined,
  );
  return { keys: stored.keys, reads };
}

/** The signing key of whoever may have a session now: of the roster, or of a file's member. */
export async function activeKey(
  store: Pick<Store, 'member'>,
  roster: Roster,
  at: { readonly principal: PrincipalId; readonly now: number },
): Promise<Uint8Array | undefined> {
  const { principal: caller } = at;
  const member = await memberOutside(store, roster, at);
  if (!allowed(roster, { action: 'use-session', caller, member })) return undefined;
  return roster.people.get(caller)?.keys.sign ?? member?.keys.sign;
}
