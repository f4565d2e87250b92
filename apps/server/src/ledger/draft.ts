import { type FileId, idOf, type Newest, type PrincipalId, type RecordId } from '@vaiti/core/blind';
import type { LeafReceipt } from '@vaiti/contract';
import type {
  Batch,
  EntryRow,
  FileRow,
  GrantRow,
  MemberRow,
  NonceRow,
  RosterRow,
  RotationRow,
  ShareRow,
} from '../store/rows.ts';
import type { RequestWrite } from '../store/request-rows.ts';
import type { TombstoneRow } from '../store/tombstones.ts';
import type { LeafOpening, LogDraft } from './log.ts';
import { besideChanged, besideRow } from './beside.ts';
import { type FileState, readersOf, rowOf } from './state.ts';

interface Touched {
  readonly before: FileRow | undefined;
  readonly chainBefore: FileState['chain'] | undefined;
  state: FileState;
}

/** Everything that one transaction will write, built item by item on top of what is stored. */
export class Draft {
  readonly log: LogDraft;
  readonly roster: RosterRow[] = [];
  readonly entries: EntryRow[] = [];
  readonly grants: GrantRow[] = [];
  readonly shares: ShareRow[] = [];
  readonly members: MemberRow[] = [];
  readonly rotations: RotationRow[] = [];
  readonly nonces: NonceRow[] = [];
  readonly requests: RequestWrite[] = [];
  readonly forgotten: TombstoneRow[] = [];
  readonly replaced: PrincipalId[] = [];
  readonly #nonces = new Set<string>();
  readonly #touched = new Map<FileId, Touched>();
  readonly #versions = new Map<FileId, Map<RecordId, Newest>>();

  constructor(log: LogDraft) {
    this.log = log;
  }

  /** The file's state after the items so far; undefined when none has touched it. */
  stateOf(file: FileId): FileState | undefined {
    return this.#touched.get(file)?.state;
  }

  touched(file: FileId): boolean {
    return this.#touched.has(file);
  }

  /** Notes the state after an item. `before` is that before the first item of this draft. */
  advance(before: FileState | undefined, after: FileState): void {
    const { file } = after.chain;
    const known = this.#touched.get(file);
    if (known !== undefined) {
      known.state = after;
      return;
    }
    this.#touched.set(file, {
      before: before === undefined ? undefined : rowOf(before),
      chainBefore: before?.chain,
      state: after,
    });
  }

  /** Newest version of a record by the items so far. */
  versionOf(file: FileId, record: RecordId): Newest | undefined {
    return this.#versions.get(file)?.get(record);
  }

  noteVersion(file: FileId, record: RecordId, newest: Newest): void {
    let records = this.#versions.get(file);
    if (records === undefined) {
      records = new Map();
      this.#versions.set(file, records);
    }
    records.set(record, newest);
  }

  /** Notes a read statement's nonce. */
  useNonce(row: NonceRow): void {
    this.nonces.push(row);
    this.#nonces.add(`${row.reader}${row.nonce}`);
  }

  /** Whether one of the items so far has this nonce. */
  uses(reader: PrincipalId, nonce: string): boolean {
    return this.#nonces.has(`${reader}${nonce}`);
  }

  addLeaf(opening: LeafOpening): LeafReceipt {
    return this.log.add(opening);
  }

  get empty(): boolean {
    return this.log.leaves.length === 0;
  }

  /** The batch for the store. */
  batch(): Batch {
    const files = [...this.#touched.values()].map(({ before, chainBefore, state: after }) => ({
      before,
      after: rowOf(after),
      readers: after.chain.readers === chainBefore?.readers ? undefined : readersOf(after),
      beside: besideChanged(chainBefore, after.chain) ? besideRow(after.chain) : undefined,
    }));
    const { roster, entries, grants, shares, members, rotations, nonces, requests, log } = this;
    return {
      roster,
      files,
      rotations,
      entries,
      grants,
      shares,
      members,
      leaves: log.leaves,
      tiles: log.tiles,
      nonces,
      requests,
      replaced: this.replaced,
      forgotten: this.forgotten,
    };
  }

  /** The states after a successful commit, with the versions that became known. */
  *states(): Generator<FileState> {
    for (const [file, { state }] of this.#touched) {
      for (const [record, newest] of this.#versions.get(file) ?? [])
        state.versions?.set(record, newest);
      yield state;
    }
  }
}

/** Id of the record that an entry is a version of. */
export function recordOf(header: { readonly record: Uint8Array }): RecordId {
  return idOf<RecordId>(header.record);
}
