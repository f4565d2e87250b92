import type { ChainState, FileId, Newest, PracticeId, Reader, RecordId } from '@vaiti/core/blind';
import type { FileRow, ReaderRow, StoredFile } from '../store/rows.ts';
import { besideOf } from './beside.ts';

/** A file in memory: the chain's state, its leaf counter, and the newest versions of its records. */
export interface FileState {
  readonly chain: ChainState;
  readonly counter: number;
  /** Newest version by record and where it stands; undefined until it is needed and loaded. */
  versions: Map<RecordId, Newest> | undefined;
}

/** The state of a file as stored. */
export function stateOf(practice: PracticeId, stored: StoredFile): FileState {
  const { beside, row, readers } = stored;
  const map = new Map<ReaderRow['principal'], Reader>();
  for (const { principal, ...reader } of readers) map.set(principal, reader);
  const chain: ChainState = {
    practice,
    file: row.file,
    seq: row.headSeq,
    head: row.headId,
    epoch: row.epoch,
    day: row.day,
    readers: map,
    ...besideOf(beside),
  };
  return { chain, counter: row.counter, versions: undefined };
}

/** The row to store for a state. */
export function rowOf(state: FileState): FileRow {
  const { file, seq, head, epoch, day } = state.chain;
  return { file, headSeq: seq, headId: head, epoch, day, counter: state.counter };
}

/** The readers to store for a state. */
export function readersOf(state: FileState): readonly ReaderRow[] {
  return [...state.chain.readers].map(([principal, reader]) => ({ principal, ...reader }));
}

/** What a file takes beside its records, in units of a record (about 200 bytes). */
const FILE_WEIGHT = 5;

function weightOf(state: FileState): number {
  return FILE_WEIGHT + (state.versions?.size ?? 0);
}

/** File states, the least recently used forgotten first. */
export class FileCache {
  readonly #limit: number;
  readonly #files = new Map<FileId, { readonly state: FileState; readonly weight: number }>();
  #weight = 0;

  /** `limit` counts records and, for each file, five more; one of them takes about 200 bytes. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get(file: FileId): FileState | undefined {
    const known = this.#files.get(file);
    if (known === undefined) return undefined;
    this.#files.delete(file);
    this.#files.set(file, known);
    return known.state;
  }

  set(file: FileId, state: FileState): void {
    this.#forget(file);
    const weight = weightOf(state);
    this.#files.set(file, { state, weight });
    this.#weight += weight;
    for (const oldest of this.#files.keys()) {
      if (this.#weight <= this.#limit || oldest === file) return;
      this.#forget(oldest);
    }
  }

  clear(): void {
    this.#files.clear();
    this.#weight = 0;
  }

  #forget(file: FileId): void {
    this.#weight -= this.#files.get(file)?.weight ?? 0;
    this.#files.delete(file);
  }
}
