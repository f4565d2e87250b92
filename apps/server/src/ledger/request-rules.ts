import {
  type ApprovalKind,
  type ChainState,
  decodeApproval,
  hasEnded,
  type Header,
  type PrincipalId,
  type Roster,
  toHex,
} from '@vaiti/core/blind';
import { allowed, principalsOf } from '../policy/gate.ts';
import type { RequestRow } from '../store/request-rows.ts';

/** Whether `who` holds the file's root on `day`, in their own name or by a group. */
export function holdsRoot(
  roster: Roster,
  readers: ChainState['readers'],
  who: PrincipalId,
  day: number,
): boolean {
  return principalsOf(roster, who).some((id) => {
    const reader = readers.get(id);
    return reader !== undefined && reader.scopes.includes('root') && !hasEnded(reader, day);
  });
}

/** Whether `who` is an officer among whom the epoch's root key is split. */
export function isOfficer({ split }: Pick<ChainState, 'split'>, who: PrincipalId): boolean {
  return split?.lines.some(({ officer }) => toHex(officer) === who) ?? false;
}

/** Why somebody may not ask this of the file; undefined when they may. */
export function mayAsk(
  roster: Roster,
  chain: ChainState,
  caller: PrincipalId,
  kind: ApprovalKind,
): string | undefined {
  const reads = holdsRoot(roster, chain.readers, caller, chain.day);
  if (chain.forgotten) return 'not-found';
  const may =
    kind === 'emergency'
      ? chain.split !== undefined && !reads && allowed(roster, { action: 'break-glass', caller })
      : reads;
  return may ? undefined : 'not-found';
}

/** What is asked of somebody who answers. `now` in milliseconds. */
interface Answering {
  readonly caller: PrincipalId;
  readonly row: RequestRow;
  readonly now: number;
}

/** Whether a request can still be answered and used. */
export function isOpen(row: RequestRow, now: number): boolean {
  return row.done === null && now <= row.expires;
}

/** Why somebody may not approve or decline the request; undefined when they may. */
export function mayAnswer(
  roster: Roster,
  chain: ChainState,
  { caller, now, row }: Answering,
): string | undefined {
  const { kind, requester } = row;
  const officer = isOfficer(chain, caller);
  if (!allowed(roster, { action: 'approve', caller, requester, kind, officer })) return 'not-found';
  return isOpen(row, now) && !chain.forgotten ? undefined : 'request-over';
}

/** Why somebody may not review the request; undefined when they may. */
export function mayReview(
  roster: Roster,
  about: {
    readonly caller: PrincipalId;
    readonly row: RequestRow;
    readonly approvers: readonly PrincipalId[];
  },
): string | undefined {
  const { approvers, caller, row } = about;
  const { requester } = row;
  if (!allowed(roster, { action: 'review', caller, requester, approvers })) return 'not-found';
  return row.done === null ? 'not-found' : undefined;
}

/** The request on whose approvals an entry rests, hexadecimal; undefined for most entries. */
export function requestBehind({ approvals }: Pick<Header, 'approvals'>): string | undefined {
  const [first] = approvals ?? [];
  return first === undefined ? undefined : toHex(decodeApproval(first.approval).request);
}
