import type { InvitationKind } from '@vaiti/contract';
import type {
  Bytes,
  Compartment,
  EntryId,
  EntryKind,
  FileId,
  Loan,
  MemberRole,
  PrincipalId,
  PublicKeys,
  RecordId,
  Scope,
  SignedRosterEntry,
  SignedWays,
  WayKind,
} from '@vaiti/core/blind';
import type { RequestWrite } from './request-rows.ts';
import type { TombstoneRow } from './tombstones.ts';

/** A file's head and counters. `counter` is the number of its ledger leaves. */
export interface FileRow {
  readonly file: FileId;
  readonly headSeq: number;
  readonly headId: EntryId;
  readonly epoch: number;
  /** Days since 1970 of the newest entry. */
  readonly day: number;
  readonly counter: number;
}

/** One reader in the current epoch. */
export interface ReaderRow {
  readonly principal: PrincipalId;
  readonly generation: number;
  readonly scopes: readonly Scope[];
  /** The last day of their access, where it has an end. */
  readonly until?: number;
  /** Single entries lent to them. */
  readonly loans?: readonly Loan[];
}

/** What the sequencer must know of a file before it judges an entry. */
export interface StoredFile {
  readonly row: FileRow;
  readonly readers: readonly ReaderRow[];
  readonly beside: BesideRow | undefined;
}

/** What a file's chain says beside its readers: `state` is deterministic CBOR (`ledger/beside.ts`). */
export interface BesideRow {
  /** Generation of the council among which the root key is split, 0 without. */
  readonly council: number;
  readonly state: Bytes;
}

/** An officer's sealed share of a file's root key: `share` is the deterministic CBOR of it. */
export interface ShareRow {
  readonly file: FileId;
  readonly epoch: number;
  readonly officer: PrincipalId;
  readonly share: Bytes;
}

/** One entry with body and wrap. `body` is empty and `wrap` null when `length` is 0. */
export interface EntryRow {
  readonly file: FileId;
  readonly seq: number;
  readonly epoch: number;
  readonly kind: EntryKind;
  readonly compartment: Compartment;
  readonly record: RecordId;
  readonly version: number;
  readonly length: number;
  readonly header: Bytes;
  readonly bodyHash: Bytes;
  readonly signature: Bytes;
  readonly body: Bytes;
  readonly wrap: Bytes | null;
}

/** How the grant of one lent entry is named: its `seq` and the loan's last day. */
export type LoanScope = `entry:${number}:${number}`;

/** A grant as stored: `grant` is the deterministic CBOR of the whole grant. */
export interface GrantRow {
  /** A file, or the id of a role group whose seed is granted. */
  readonly file: FileId | PrincipalId;
  /** Epoch of the file, or generation of the group. */
  readonly epoch: number;
  readonly reader: PrincipalId;
  readonly scope: Scope | 'group' | LoanScope;
  readonly grant: Bytes;
}

/** Somebody outside the roster whom a file has let in, with the keys that its chain names. */
export interface MemberRow {
  readonly principal: PrincipalId;
  readonly file: FileId;
  readonly role: MemberRole;
  readonly keys: PublicKeys;
}

/** A file that has let somebody in, and what they hold of it now; undefined when that is nothing. */
export interface Membership {
  readonly file: FileId;
  readonly role: MemberRole;
  readonly holding: Pick<ReaderRow, 'scopes' | 'until'> | undefined;
}

/** Somebody outside the roster as the files know them. */
export interface StoredMember {
  readonly keys: PublicKeys;
  readonly files: readonly [Membership, ...Membership[]];
}

/** A new epoch: earlier wraps replaced one to one, grants and shares of earlier epochs gone. */
export interface RotationRow {
  readonly file: FileId;
  readonly epoch: number;
  readonly wraps: readonly { readonly seq: number; readonly wrap: Bytes }[];
}

/** A ledger leaf with its opening. `data` (32 bytes) is the commitment that the log shows. */
export interface LeafRow {
  readonly index: number;
  readonly data: Bytes;
  readonly file: FileId | null;
  readonly counter: number | null;
  readonly salt: Bytes;
  readonly opening: Bytes;
}

/** A full tile of the log: 256 hashes. */
export interface TileRow {
  readonly level: number;
  readonly index: number;
  readonly data: Uint8Array;
}

/** A read statement's nonce, kept while its time would still be accepted. Milliseconds. */
export interface NonceRow {
  readonly reader: PrincipalId;
  readonly nonce: string;
  readonly time: number;
}

/** A file's row after the batch. `before` guards the compare-and-append; undefined for a new file. */
export interface FileWrite {
  readonly before: FileRow | undefined;
  readonly after: FileRow;
  /** The whole new list of readers, when it changed. */
  readonly readers: readonly ReaderRow[] | undefined;
  /** What is beside the readers, when it changed. */
  readonly beside?: BesideRow | undefined;
}

/** A roster entry at its place. */
export interface RosterRow extends SignedRosterEntry {
  readonly seq: number;
}

/** All that one durable transaction writes. */
export interface Batch {
  readonly roster: readonly RosterRow[];
  readonly files: readonly FileWrite[];
  readonly rotations: readonly RotationRow[];
  readonly entries: readonly EntryRow[];
  readonly grants: readonly GrantRow[];
  readonly shares: readonly ShareRow[];
  readonly members: readonly MemberRow[];
  readonly leaves: readonly LeafRow[];
  readonly tiles: readonly TileRow[];
  readonly nonces: readonly NonceRow[];
  /** People whose keys were replaced: their ways to sign in, their list of them and sessions go. */
  readonly replaced: readonly PrincipalId[];
  readonly requests: readonly RequestWrite[];
  /** Files that end: all that opens them goes. */
  readonly forgotten: readonly TombstoneRow[];
}

/** A signed head of the log as last published. `note` is the signed note. */
export interface CheckpointRow {
  readonly size: number;
  readonly root: Bytes;
  readonly note: string;
}

/**
 * One way of a person to sign in: the seed that only its owner opens, and the OPAQUE registration
 * record where a password belongs to it (else empty). Times in milliseconds; `used` 0 is never.
 */
export interface AccountRow {
  readonly account: string;
  readonly principal: PrincipalId;
  readonly kind: WayKind;
  readonly record: string;
  readonly sealedSeed: Bytes;
  readonly created: number;
  readonly used: number;
}

/** A person's newest signed list of their ways. */
export interface WayListRow extends SignedWays {
  readonly principal: PrincipalId;
  readonly counter: number;
}

/** A new list of ways with all that follows from it, to be written in one go. */
export interface WayChange {
  readonly list: WayListRow;
  /** Counter of the list that it follows, 0 for none: guards against another change. */
  readonly before: number;
  /** New, or in the place of one with the same name. */
  readonly put: readonly AccountRow[];
  readonly removed: readonly string[];
}

/** A session by the SHA-256 of its token, hexadecimal. Times in milliseconds. */
export interface SessionRow {
  readonly hash: string;
  readonly principal: PrincipalId;
  readonly created: number;
  readonly used: number;
  /** Name of the way by which it began; null for sessions of before ways were known. */
  readonly way: string | null;
}

/**
 * An invitation. `id` and `token` (SHA-256 of the bearer token) are hexadecimal; `principal` and
 * `answer` (deterministic CBOR) are there once it is answered. `expires` in milliseconds.
 */
export interface InvitationRow {
  readonly id: string;
  readonly kind: InvitationKind;
  readonly token: string;
  readonly inviter: PrincipalId;
  readonly expires: number;
  readonly state: 'open' | 'answered' | 'used' | 'cancelled';
  readonly sealed: Bytes;
  readonly kept: Bytes;
  readonly principal: PrincipalId | null;
  readonly answer: Bytes | null;
}
