import type { AppendOutcome, LeafReceipt } from '@vaiti/contract';
import type {
  EntryId,
  Grant,
  ParsedEntry,
  PrincipalId,
  ReadStatement,
  Scope,
  SignedRead,
  SignedRosterEntry,
} from '@vaiti/core/blind';

/** A grant with what its bytes say, signature and id checked. */
export interface CheckedGrant {
  readonly grant: Grant;
  readonly reader: PrincipalId;
  readonly generation: number;
  readonly scope: Scope;
}

/** An append whose form and signatures were checked; what depends on the file's state was not. */
export interface CheckedAppend {
  readonly kind: 'append';
  readonly caller: PrincipalId;
  readonly entry: ParsedEntry;
  readonly grants: readonly CheckedGrant[];
  readonly wraps: readonly { readonly seq: number; readonly wrap: Uint8Array<ArrayBuffer> }[];
}

/** A read statement whose form, clock and signature were checked. */
export interface CheckedRead {
  readonly kind: 'read';
  readonly caller: PrincipalId;
  readonly statement: ReadStatement;
  readonly signed: SignedRead;
}

/** A roster entry; `caller` is undefined for the founding one. */
export interface RosterWork {
  readonly kind: 'roster';
  readonly caller: PrincipalId | undefined;
  readonly signed: SignedRosterEntry;
  /** Verifier key of this server's log, which the founding entry must name. */
  readonly ledger: string;
  readonly grants: readonly Grant[];
}

/** A read that is in the ledger, so that bytes may go out. */
export interface LoggedRead {
  readonly outcome: 'logged';
  readonly leaf: LeafReceipt;
}

/** A refusal of one item among others. */
export interface Refused {
  readonly outcome: 'refused';
  readonly code: string;
}

export type ReadJudgement = LoggedRead | Refused;

/** A roster entry that was taken, or why not. */
export type RosterJudgement =
  | { readonly outcome: 'stored'; readonly seq: number; readonly id: EntryId }
  | Refused;

export type { AppendOutcome };

/** A refusal with its code. */
export function refused(code: string): Refused {
  return { outcome: 'refused', code };
}
