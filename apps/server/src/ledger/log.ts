import {
  type Bytes,
  commitLeaf,
  type decodeOpening,
  encodeOpening,
  equal,
  type FileId,
  Frontier,
  idOf,
  leafHash,
  type Sign,
  signCheckpoint,
  type VerifierKey,
} from '@vaiti/core/blind';
import type { LeafReceipt } from '@vaiti/contract';
import type { LeafRow, TileRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { Salts } from './salts.ts';
import { storedTiles } from './stored-tiles.ts';

/** What a leaf commits to. */
export type LeafOpening = ReturnType<typeof decodeOpening>;

/** The log's own key. The name of the verifier key is the log's origin. */
export interface LogKey {
  readonly verifier: VerifierKey;
  readonly sign: Sign;
}

/** What was published last. */
export interface Published {
  readonly size: number;
  readonly note: string;
}

/** How a log refuses to start. */
export class LogMismatch extends Error {
  readonly code = 'ledger-mismatch';
  constructor() {
    super('the stored leaves do not lead to the last signed checkpoint');
    this.name = 'LogMismatch';
  }
}

const salts = new Salts();

/** Leaves that are not stored yet, on top of a copy of the log's frontier. */
export class LogDraft {
  readonly frontier: Frontier;
  readonly leaves: LeafRow[] = [];
  readonly tiles: TileRow[] = [];

  constructor(frontier: Frontier) {
    this.frontier = frontier;
  }

  /** Commits to an opening under a fresh random salt. */
  add(opening: LeafOpening): LeafReceipt {
    const salt = salts.take();
    const bytes = encodeOpening(opening);
    const data = commitLeaf({ salt, opening: bytes });
    const index = this.frontier.size;
    const counted = opening.kind !== 'roster';
    this.leaves.push({
      index,
      data,
      file: counted ? idOf<FileId>(opening.file) : null,
      counter: counted ? opening.counter : null,
      salt,
      opening: bytes,
    });
    for (const { level, index: at, data: hashes } of this.frontier.append(leafHash(data)))
      this.tiles.push({ level, index: at, data: hashes });
    return { index, salt, opening: bytes };
  }
}

/**
 * The practice's transparency log: RFC 6962 tree over salted commitments, published as C2SP
 * tlog-tiles with a signed checkpoint.
 */
export class Log {
  readonly #store: Store;
  readonly #key: LogKey;
  /** The tree of what is stored. */
  #frontier: Frontier;
  /** The tree with what is on its way to the store. */
  #tip: Frontier;
  #published: Published;

  private constructor(store: Store, key: LogKey, frontier: Frontier, published: Published) {
    this.#store = store;
    this.#key = key;
    this.#frontier = frontier;
    this.#tip = frontier;
    this.#published = published;
  }

  /**
   * Loads the log: the tree as of the last signed checkpoint must have that very root, then the
   * leaves that were stored after it follow. Rejects with `LogMismatch`, or as the store does.
   */
  static async load(store: Store, key: LogKey): Promise<Log> {
    const last = await store.checkpoint();
    const frontier = await frontierAt(store, last?.size ?? 0);
    if (last !== undefined && !equal(frontier.root(), last.root)) throw new LogMismatch();
    await follow(store, frontier);
    const published = { size: last?.size ?? 0, note: last?.note ?? '' };
    const log = new Log(store, key, frontier, published);
    if (last === undefined) await log.#sign();
    return log;
  }

  /** Number of stored leaves. */
  get size(): number {
    return this.#frontier.size;
  }

  get published(): Published {
    return this.#published;
  }

  /** A draft on top of everything that was staged. */
  draft(): LogDraft {
    return new LogDraft(this.#tip.clone());
  }

  /** Lets the next draft build on this one, whose leaves are on their way to the store. */
  stage(draft: LogDraft): void {
    this.#tip = draft.frontier;
  }

  /** Takes over a draft whose leaves are stored. */
  adopt(draft: LogDraft): void {
    this.#frontier = draft.frontier;
  }

  /** Follows what the store holds and forgets what was staged, after a write of unknown outcome. */
  async catchUp(): Promise<void> {
    const frontier = this.#frontier.clone();
    if ((await this.#store.leafCount()) < frontier.size) throw new LogMismatch();
    await follow(this.#store, frontier);
    this.#frontier = frontier;
    this.#tip = frontier;
  }

  /** Signs, stores and publishes the head when there are leaves that no checkpoint covers yet. */
  async publish(): Promise<void> {
    if (this.#frontier.size > this.#published.size) await this.#sign();
  }

  async #sign(): Promise<void> {
    const { size } = this.#frontier;
    const root = this.#frontier.root();
    const origin = this.#key.verifier.name;
    const note = await signCheckpoint({ origin, size, root }, this.#key.verifier, this.#key.sign);
    await this.#store.saveCheckpoint({ size, root, note });
    this.#published = { size, note };
  }

  /** The hashes of the unfinished tile of a level, as published or wider. */
  openTile(level: number, index: number): Uint8Array | undefined {
    return this.#frontier.partialTiles().find((t) => t.level === level && t.index === index)?.data;
  }
}

async function frontierAt(store: Store, size: number): Promise<Frontier> {
  return Frontier.restore(storedTiles(store), { size });
}

const STEP = 4096;

async function follow(store: Store, frontier: Frontier): Promise<void> {
  const size = await store.leafCount();
  while (frontier.size < size) {
    const from = frontier.size;
    const leaves: readonly Bytes[] = await store.leafData(from, Math.min(size, from + STEP));
    if (leaves.length === 0) throw new LogMismatch();
    for (const data of leaves) frontier.append(leafHash(data));
  }
  if (frontier.size !== size) throw new LogMismatch();
}
