import type { LeafReceipt } from '@vaiti/contract';
import {
  commitLeaf,
  consistencyProof,
  decodeOpening,
  equal,
  HASH_BYTES,
  hashSchema,
  leafHash,
  type LeafOpening,
  openCheckpoint,
  parseVerifierKey,
  type Tile,
  TILE_WIDTH,
  type TileReader,
  tilePath,
  tileWidth,
  type TreeHead,
  uintSchema,
  verifiedTiles,
  verify,
  verifySuccessor,
} from '@vaiti/core';
import { z } from 'zod';
import { ClientError } from '../errors.ts';
import type { Member } from './member.ts';

const pendingLeaf = z.strictObject({
  index: uintSchema,
  hash: hashSchema,
  /** When a check first found it beyond the newest checkpoint, milliseconds since 1970. */
  missed: uintSchema.nullable(),
});
type PendingLeaf = z.infer<typeof pendingLeaf>;
const pinned = z.strictObject({
  size: uintSchema,
  root: hashSchema,
  /** Leaves that the server promised and no checkpoint has shown yet. */
  pending: z.array(pendingLeaf),
});
type Pinned = z.infer<typeof pinned>;

/** How long after a check has missed a promised leaf it may be missing, milliseconds. */
const MERGE_DELAY = 10 * 60_000;

/** Whether an opening says what was asked for. */
type Matches = (opening: LeafOpening) => boolean;

/** A receipt and what it must say. */
export interface Promised {
  readonly receipt: LeafReceipt;
  readonly matches: Matches;
}

/** What a check of the ledger found. */
export interface LedgerCheck {
  readonly size: number;
  /** Promised leaves found in the checkpoint just now. */
  readonly included: number;
  /** Promised leaves that the newest checkpoint does not reach yet. */
  readonly waiting: number;
}

/**
 * Holds the server to its ledger: remembers each leaf that a receipt promised, and demands that
 * every later checkpoint contains it and extends the newest one seen.
 */
export class LedgerWatch {
  readonly #member: Member;
  readonly #key: string;
  #state: Pinned | undefined;
  #busy: Promise<unknown> = Promise.resolve();

  constructor(member: Member, key: string) {
    this.#member = member;
    this.#key = key;
  }

  /**
   * Checks a receipt against what was asked and remembers its leaf.
   * Throws `receipt-invalid` when the opening does not say what `matches` expects.
   */
  async accept(receipt: LeafReceipt, matches: Matches): Promise<LeafOpening> {
    const opening = checked(receipt, matches);
    await this.#remember([leafOf(receipt)]);
    return opening;
  }

  /**
   * Checks many receipts and remembers their leaves. Throws as `accept`; what came before the
   * receipt that is refused is remembered.
   */
  async acceptAll(promises: readonly Promised[]): Promise<void> {
    const leaves: PendingLeaf[] = [];
    try {
      for (const { receipt, matches } of promises) {
        checked(receipt, matches);
        leaves.push(leafOf(receipt));
      }
    } finally {
      await this.#remember(leaves);
    }
  }

  #remember(leaves: readonly PendingLeaf[]): Promise<void> {
    return this.#exclusive(async () => {
      const { pending } = await this.#load();
      for (const leaf of leaves) pending.push(leaf);
    });
  }

  /** Writes down what is remembered, so that a restart does not forget a promise. */
  async save(): Promise<void> {
    await this.#exclusive(async () => {
      await this.#member.cache.put('ledger', await this.#load());
    });
  }

  /**
   * Fetches the newest checkpoint and checks signature, consistency with the pinned one, and the
   * inclusion of every promised leaf below its size. One that is still beyond it ten minutes after a
   * check missed it counts as missing. Throws `ledger-rolled-back`, `ledger-forked`,
   * `ledger-leaf-missing`, or what the ledger proofs throw.
   */
  check(): Promise<LedgerCheck> {
    return this.#exclusive(async () => {
      const { checkpoint, reader, state } = await this.#follow();
      const reached = state.pending.filter((leaf) => leaf.index < checkpoint.size);
      await demandLeaves(reader, reached, checkpoint);
      const now = this.#member.now();
      const pending = state.pending
        .filter((leaf) => leaf.index >= checkpoint.size)
        .map((leaf) => ({ ...leaf, missed: leaf.missed ?? now }));
      if (pending.some(({ missed }) => now - missed > MERGE_DELAY))
        throw new ClientError('ledger-leaf-missing');
      this.#state = { size: checkpoint.size, root: new Uint8Array(checkpoint.root), pending };
      await this.#member.cache.put('ledger', this.#state);
      return { size: checkpoint.size, included: reached.length, waiting: pending.length };
    });
  }

  /**
   * Demands that leaves which others were promised, too, are in the newest checkpoint, which is
   * fetched and checked as in `check`. Resolves to how many it does not reach yet.
   */
  demand(receipts: readonly LeafReceipt[]): Promise<number> {
    return this.#exclusive(async () => {
      const { checkpoint, reader } = await this.#follow();
      const leaves = receipts.map(leafOf);
      const reached = leaves.filter((leaf) => leaf.index < checkpoint.size);
      await demandLeaves(reader, reached, checkpoint);
      return leaves.length - reached.length;
    });
  }

  /** The newest checkpoint, its signature and consistency with the pinned one checked. */
  async #follow(): Promise<{ checkpoint: TreeHead; reader: TileReader; state: Pinned }> {
    const state = await this.#load();
    const logKey = parseVerifierKey(this.#key);
    const note = await this.#member.api.ledger('checkpoint');
    const { checkpoint } = await openCheckpoint(note, { logKey, verify });
    const reader = verifiedTiles(this.#tiles(), checkpoint);
    await follow(reader, state, checkpoint);
    return { checkpoint, reader, state };
  }

  /** Reads tiles, taking the full tile where the partial one is gone. */
  #tiles(): TileReader {
    const get = (tile: Tile) => this.#member.api.ledger(tilePath(tile));
    return async (tile) => {
      try {
        return await get(tile);
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
      try {
        return await get({ ...tile, width: 256 });
      } catch (error) {
        throw isNotFound(error) ? new ClientError('ledger-leaf-missing', { cause: error }) : error;
      }
    };
  }

  async #load(): Promise<Pinned> {
    this.#state ??= (await this.#member.cache.get('ledger', pinned)) ?? {
      size: 0,
      root: new Uint8Array(32),
      pending: [],
    };
    return this.#state;
  }

  #exclusive<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#busy.then(action, action);
    this.#busy = result.catch(() => undefined);
    return result;
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof ClientError && error.code === 'not-found';
}

/** The leaf that a receipt promises. */
function leafOf({ index, salt, opening }: LeafReceipt): PendingLeaf {
  return { index, hash: leafHash(commitLeaf({ salt, opening })), missed: null };
}

/** What a receipt says, if that is what was expected. Throws `receipt-invalid`. */
function checked(receipt: LeafReceipt, matches: Matches): LeafOpening {
  const opening = openingOf(receipt);
  if (!matches(opening)) throw new ClientError('receipt-invalid');
  return opening;
}

/** What a receipt says. Throws `receipt-invalid`. */
function openingOf(receipt: LeafReceipt): LeafOpening {
  try {
    return decodeOpening(receipt.opening);
  } catch (cause) {
    throw new ClientError('receipt-invalid', { cause });
  }
}

async function follow(reader: TileReader, state: Pinned, next: TreeHead): Promise<void> {
  if (state.size === 0) return;
  if (next.size < state.size) throw new ClientError('ledger-rolled-back');
  try {
    const proof =
      next.size === state.size ? [] : await consistencyProof(reader, state.size, next.size);
    verifySuccessor({ size: state.size, root: state.root }, next, proof);
  } catch (cause) {
    if (cause instanceof ClientError) throw cause;
    throw new ClientError('ledger-forked', { cause });
  }
}

/**
 * Demands every leaf at its place, a verified tile of 256 leaf hashes at a time: such a tile leads to
 * the root, so a hash in it is as good as an inclusion proof. Throws `ledger-leaf-missing`.
 */
async function demandLeaves(
  reader: TileReader,
  leaves: readonly PendingLeaf[],
  tree: TreeHead,
): Promise<void> {
  const byTile = Map.groupBy(leaves, (leaf) => Math.floor(leaf.index / TILE_WIDTH));
  for (const [index, here] of byTile) {
    try {
      const width = tileWidth(tree.size, 0, index);
      const hashes = await reader({ level: 0, index, width });
      for (const leaf of here) {
        const at = (leaf.index % TILE_WIDTH) * HASH_BYTES;
        if (!equal(hashes.subarray(at, at + HASH_BYTES), leaf.hash))
          throw new ClientError('ledger-leaf-missing');
      }
    } catch (cause) {
      if (cause instanceof ClientError) throw cause;
      throw new ClientError('ledger-leaf-missing', { cause });
    }
  }
}
