import type { ChainState, FileId, Newest, PracticeId, Reader, RecordId } from '@vaiti/core/blind';
import type { FileRow, ReaderRow, StoredFile } from '../store/rows.ts';

/** A file in memory: the chain's state, its leaf counter, and the newest versions looked up so far. */
export interface FileState {
  readonly chain: ChainState;
  readonly counter: number;
  /**
   * Newest version by record and where it stands, 0 when there is none; a record that is missing must
   * be looked up, unless `whole`.
   */
  readonly versions: Map<RecordId, Newest | 0>;
  /** Whether `versions` has every record of the file. */
  readonly whole: boolean;
}

/** The state of a file as stored. */
export function stateOf(practice: PracticeId, stored: StoredFile): FileState {
  const { row, readers } = stored;
  const map = new Map<ReaderRow['principal'], Reader>();
  for (const { principal, generation, scopes } of readers)
    map.set(principal, { generation, scopes });
  const chain: ChainState = {
    practice,
    file: row.file,
    seq: row.headSeq,
    head: row.headId,
    epoch: row.epoch,
    day: row.day,
    readers: map,
  };
  return { chain, counter: row.counter, versions: new Map(), whole: false };
}

/** The row to store for a state. */
export function rowOf(state: FileState): FileRow {
  const { file, seq, head, epoch, day } = state.chain;
  return { file, headSeq: seq, headId: head, epoch, day, counter: state.counter };
}

/** The readers to store for a state. */
export function readersOf(state: FileState): readonly ReaderRow[] {
  return [...state.chain.readers].map(([principal, { generation, scopes }]) => ({
    principal,
    generation,
    scopes,
  }));
}

/** File states, the least recently used forgotten first. */
export class FileCache {
  readonly #limit: number;
  readonly #files = new Map<FileId, FileState>();

  /** `limit` is a number of files; one takes about a kilobyte. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get(file: FileId): FileState | undefined {
    const state = this.#files.get(file);
    if (state === undefined) return undefined;
    this.#files.delete(file);
    this.#files.set(file, state);
    return state;
  }

  set(file: FileId, state: FileState): void {
    this.#files.delete(file);
    this.#files.set(file, state);
    if (this.#files.size <= this.#limit) return;
    const oldest = this.#files.keys().next();
    if (oldest.done !== true) this.#files.delete(oldest.value);
  }

  clear(): void {
    this.#files.clear();
  }
}
