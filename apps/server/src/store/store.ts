import type {
  Bytes,
  Compartment,
  FileId,
  Loan,
  Newest,
  PrincipalId,
  RecordId,
} from '@vaiti/core/blind';
import type {
  AccountRow,
  Batch,
  CheckpointRow,
  FileRow,
  InvitationRow,
  LeafRow,
  NonceRow,
  ReaderRow,
  RosterRow,
  SessionRow,
  StoredMember,
  StoredFile,
  WayChange,
  WayListRow,
} from './rows.ts';
import type { Tombstone, TombstonesSeen } from './tombstones.ts';
import type { AnswerRow, HeldFile, RequestRow, SplittableEntry } from './request-rows.ts';

/** What a fetch asks of the store. `from` and `to` are inclusive. */
export interface FetchQuery {
  readonly file: FileId;
  readonly as: PrincipalId;
  readonly from: number;
  readonly to: number;
  readonly maxEntries: number;
  /** Bytes of bodies after which to stop; the first entry always comes. */
  readonly maxBytes: number;
}

/** One entry of a fetch: `body` and `wrap` are null where the reader may not open. */
export interface FetchedEntry {
  readonly header: Bytes;
  readonly bodyHash: Bytes;
  readonly signature: Bytes;
  readonly body: Bytes | null;
  readonly wrap: Bytes | null;
  readonly wrapEpoch: number;
}

/** Entries, grants and head of one file as of one moment. */
export interface Fetched {
  readonly row: FileRow;
  readonly entries: readonly FetchedEntry[];
  /** Deterministic CBOR of each grant to `as` in the current epoch. */
  readonly grants: readonly Bytes[];
  readonly bodyBytes: number;
  readonly more: boolean;
}

/** What of a file a reader gets beside its chain: whole compartments, and single entries by `seq`. */
export interface Seen {
  readonly compartments: ReadonlySet<Compartment>;
  readonly entries: ReadonlySet<number>;
}

/** What a reader gets; undefined when it is nothing of the file at all. */
export type Visible = (reader: ReaderRow | undefined) => Seen | undefined;

/** A line of the list of files: by which principal's grant the caller reads. */
export interface ListedFile extends FileRow {
  readonly principal: PrincipalId;
  readonly generation: number;
  readonly scopes: ReaderRow['scopes'];
  readonly until?: number;
  readonly loans?: readonly Loan[];
}

/**
 * Where sealed files lie. `commit` is one durable transaction: when it resolves, everything in the
 * batch survives a crash; when it rejects with `store-full`, nothing of it was kept; with
 * `store-unavailable` the outcome is unknown and the caller must load again before it goes on.
 * Every method rejects with `StoreError`.
 */
export interface Store {
  readonly kind: 'sqlite' | 'postgres';

  /** Writes a batch. Also rejects with `store-conflict` when the batch does not follow the state. */
  commit(batch: Batch): Promise<void>;

  /** Roster entries from `from` on, in order. */
  roster(from: number): Promise<readonly RosterRow[]>;
  files(files: readonly FileId[]): Promise<ReadonlyMap<FileId, StoredFile>>;
  /** Newest version of every record of a file and its compartment; none when there is no such file. */
  versions(file: FileId): Promise<ReadonlyMap<RecordId, Newest>>;
  /** `seq` of every entry of the file that has a body, ascending. */
  bodySeqs(file: FileId): Promise<readonly number[]>;
  /** Undefined when there is no such file or `visible` refuses. */
  fetch(query: FetchQuery, visible: Visible): Promise<Fetched | undefined>;
  /**
   * Files after `after`, by id; a file comes once for each of `principals` that may read it: by scopes,
   * or by single entries on loan.
   */
  listFiles(
    principals: readonly PrincipalId[],
    after: FileId | undefined,
    limit: number,
    by?: 'scopes' | 'loans',
  ): Promise<readonly ListedFile[]>;
  /** All readers of every file that one of `principals` or somebody with an end of access reads. */
  readersBeside(
    principals: readonly PrincipalId[],
  ): Promise<ReadonlyMap<FileId, readonly ReaderRow[]>>;
  /** Somebody whom files have let in, with what they hold of each; undefined for everybody else. */
  member(principal: PrincipalId): Promise<StoredMember | undefined>;
  /** Grants of role groups' seeds to `reader`, deterministic CBOR, oldest generation first. */
  groupGrants(reader: PrincipalId, groups: readonly PrincipalId[]): Promise<readonly Bytes[]>;

  /** A request by its id, hexadecimal. */
  request(id: string): Promise<RequestRow | undefined>;
  /** The newest requests, newest first. */
  requests(limit: number): Promise<readonly RequestRow[]>;
  /** What was said of these requests, oldest first. */
  answers(requests: readonly string[]): Promise<readonly AnswerRow[]>;
  /** Headers of the entries of an epoch that can have split its root key, oldest first. */
  splittable(file: FileId, epoch: number): Promise<readonly SplittableEntry[]>;
  /** An officer's sealed share of the epoch's root key, deterministic CBOR. */
  shareOf(file: FileId, epoch: number, officer: PrincipalId): Promise<Bytes | undefined>;
  /** Files whose root one of `principals` holds and which are not split among `council`, by whose grant. */
  withoutCouncil(
    principals: readonly PrincipalId[],
    council: number,
    limit: number,
  ): Promise<readonly HeldFile[]>;
  /** How many files are not split among `council`, but for those that one of `except` reads. */
  countWithoutCouncil(except: readonly PrincipalId[], council: number): Promise<number>;

  /** Files that have ended, by id. */
  tombstones(
    seen: TombstonesSeen,
    after: FileId | undefined,
    limit: number,
  ): Promise<readonly Tombstone[]>;
  /**
   * Overwrites what was deleted, as far as the database can while others work: the write-ahead log of
   * SQLite is emptied, PostgreSQL vacuums the tables concerned.
   */
  scrub(): Promise<void>;

  /** Number of ledger leaves. */
  leafCount(): Promise<number>;
  /** Commitments (32 bytes) of leaves `from` to `to`, exclusive. */
  leafData(from: number, to: number): Promise<readonly Bytes[]>;
  /** A file's leaves from counter `from` on. */
  leavesOf(file: FileId, from: number, limit: number): Promise<readonly LeafRow[]>;
  /** Leaves of the whole ledger from `index` on. */
  leavesFrom(index: number, limit: number): Promise<readonly LeafRow[]>;
  /** A full tile, or undefined. */
  tile(level: number, index: number): Promise<Uint8Array | undefined>;
  checkpoint(): Promise<CheckpointRow | undefined>;
  saveCheckpoint(checkpoint: CheckpointRow): Promise<void>;
  /** Nonces of statements with a time of at least `since`. Forgets older ones. */
  nonces(since: number): Promise<readonly NonceRow[]>;

  hasAccounts(): Promise<boolean>;
  account(account: string): Promise<AccountRow | undefined>;
  /**
   * Adds an account and, in the same transaction, notes that the invitation with the id `used` is used.
   * Rejects with `store-duplicate` when the account exists.
   */
  addAccount(row: AccountRow, used?: string): Promise<void>;
  /** Every way of a person, oldest first. */
  accountsOf(principal: PrincipalId): Promise<readonly AccountRow[]>;
  /** Notes when a way was used, milliseconds. */
  touchAccount(account: string, used: number): Promise<void>;
  wayList(principal: PrincipalId): Promise<WayListRow | undefined>;
  /** One durable transaction. Rejects with `store-conflict` when another list came first. */
  changeWays(change: WayChange): Promise<void>;
  sessions(): Promise<readonly SessionRow[]>;
  addSession(row: SessionRow): Promise<void>;
  touchSessions(rows: readonly { readonly hash: string; readonly used: number }[]): Promise<void>;
  removeSessions(hashes: readonly string[]): Promise<void>;

  invitations(): Promise<readonly InvitationRow[]>;
  /** Rejects with `store-duplicate` when its id or token is known. */
  addInvitation(row: InvitationRow): Promise<void>;
  /** Replaces state, expiry and answer. */
  changeInvitation(row: InvitationRow): Promise<void>;
  removeInvitations(ids: readonly string[]): Promise<void>;

  /** Resolves when the store answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
