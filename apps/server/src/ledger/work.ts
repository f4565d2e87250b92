import type { AppendOutcome, LeafReceipt } from '@vaiti/contract';
import type {
  Access,
  ChainState,
  EntryId,
  FileId,
  Grant,
  LeafOpening,
  ParsedEntry,
  PrincipalId,
  ReadStatement,
  Roster,
  Share,
  SignedRead,
  SignedRosterEntry,
} from '@vaiti/core/blind';
import type { MemberFacts } from '../policy/gate.ts';
import type { RequestWrite } from '../store/request-rows.ts';

/** A grant with what its bytes say, signature and id checked. */
export interface CheckedGrant {
  readonly grant: Grant;
  readonly reader: PrincipalId;
  readonly generation: number;
  readonly line: Access;
}

/** A sealed share with whose it is, signature and id checked. */
export interface CheckedShare {
  readonly share: Share;
  readonly officer: PrincipalId;
}

/** Whoever calls, and what files say of them where they do not stand in the roster. */
export interface Signatory {
  readonly caller: PrincipalId;
  readonly member: MemberFacts | undefined;
}

/** An append whose form and signatures were checked; what depends on the file's state was not. */
export interface CheckedAppend extends Signatory {
  readonly kind: 'append';
  readonly entry: ParsedEntry;
  readonly grants: readonly CheckedGrant[];
  readonly shares: readonly CheckedShare[];
  readonly wraps: readonly { readonly seq: number; readonly wrap: Uint8Array<ArrayBuffer> }[];
}

/** A read statement whose form, clock and signature were checked. */
export interface CheckedRead extends Signatory {
  readonly kind: 'read';
  readonly statement: ReadStatement;
  readonly signed: SignedRead;
}

/** A signed word about a file: a request, or an answer to one. Form and signature were checked. */
export interface CheckedStatement {
  readonly kind: 'statement';
  readonly file: FileId;
  /** Asked in the queue, where roster and file stand still: the code of the refusal, if any. */
  readonly refusal: (roster: Roster, chain: ChainState) => string | undefined;
  /** Its leaf, given its place among those of the file. */
  readonly opening: (counter: number) => LeafOpening;
  readonly write: RequestWrite;
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
  | {
      readonly outcome: 'stored';
      readonly seq: number;
      readonly id: EntryId;
      /** Whose keys were replaced by it. */
      readonly replaced: readonly PrincipalId[];
    }
  | Refused;

export type { AppendOutcome };

/** A refusal with its code. */
export function refused(code: string): Refused {
  return { outcome: 'refused', code };
}
