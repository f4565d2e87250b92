import { equal } from '../bytes.ts';
import type { Verify } from '../suite/verify.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { LedgerError, requireCount } from './errors.ts';
import type { VerifierKey } from './key.ts';
import { emptyRoot, HASH_BYTES } from './merkle.ts';
import { formatNote, parseNote, type Sign, signNote, verifyNote } from './note.ts';
import { verifyConsistency } from './proof.ts';
import { isNoteLine } from './text.ts';

/** The state of a tree: number of leaves and root, 32 bytes. */
export type TreeHead = { readonly size: number; readonly root: Uint8Array };

/** The head of the log `origin`, with extension lines where the log has any. */
export type Checkpoint = TreeHead & {
  readonly origin: string;
  readonly extensions?: readonly string[];
};

const SIZE = /^(?:0|[1-9][0-9]{0,15})$/;

/** Body of a checkpoint (C2SP tlog-checkpoint, "Note text"). Throws `ledger-checkpoint-invalid`. */
export function encodeCheckpoint(checkpoint: Checkpoint): string {
  requireCheckpoint(checkpoint);
  const { origin, size, root, extensions = [] } = checkpoint;
  return `${[origin, size, encodeBase64(root), ...extensions].join('\n')}\n`;
}

/**
 * Checkpoint of a body. Throws `ledger-checkpoint-invalid`: another form than the one that
 * `encodeCheckpoint` makes, a size past 2^53 - 1, a wrong root of the empty tree, or extension
 * lines without `allowExtensions`.
 */
export function parseCheckpoint(
  text: string,
  options: { readonly allowExtensions?: boolean } = {},
): Checkpoint {
  if (!text.endsWith('\n')) throw new LedgerError('ledger-checkpoint-invalid');
  const [origin = '', size = '', root = '', ...extensions] = text.slice(0, -1).split('\n');
  const bytes = decodeBase64(root);
  if (bytes === undefined || !SIZE.test(size)) throw new LedgerError('ledger-checkpoint-invalid');
  if (extensions.length > 0 && options.allowExtensions !== true) {
    throw new LedgerError('ledger-checkpoint-invalid');
  }
  const head = { origin, size: Number(size), root: bytes };
  const checkpoint = extensions.length === 0 ? head : { ...head, extensions };
  requireCheckpoint(checkpoint);
  return checkpoint;
}

/**
 * Signed note of a checkpoint, by a log whose key has the origin as its name. Throws
 * `ledger-checkpoint-invalid`, `ledger-key-invalid`, `ledger-origin-mismatch`,
 * `ledger-signature-invalid`. A log must never sign two checkpoints that are not consistent.
 */
export async function signCheckpoint(
  checkpoint: Checkpoint,
  key: VerifierKey,
  sign: Sign,
): Promise<string> {
  if (key.name !== checkpoint.origin) throw new LedgerError('ledger-origin-mismatch');
  const text = encodeCheckpoint(checkpoint);
  return formatNote({ text, signatures: [await signNote(text, key, sign)] });
}

/** Whom to believe. `quorum` is how many of the witnesses must have cosigned; 0 when left out. */
export type CheckpointPolicy = {
  readonly logKey: VerifierKey;
  readonly verify: Verify;
  readonly witnessKeys?: readonly VerifierKey[];
  readonly quorum?: number;
  readonly allowExtensions?: boolean;
};

/** A checkpoint that its log signed. `witnesses` are the known ones that cosigned, each once. */
export type OpenedCheckpoint = {
  readonly checkpoint: Checkpoint;
  /** The signed body, to be cosigned or kept. */
  readonly text: string;
  readonly witnesses: readonly { readonly key: VerifierKey; readonly time: number }[];
};

/**
 * Opens the signed note of a checkpoint of the log `logKey.name`. Throws `ledger-note-invalid`,
 * `ledger-key-invalid` (also when two keys are the same), `ledger-signature-missing` (the log's),
 * `ledger-signature-invalid` (any known key's), `ledger-checkpoint-invalid`,
 * `ledger-origin-mismatch`, `ledger-witnesses-missing`. Whether the witnesses' times are recent is
 * for the caller, who has a clock.
 */
export async function openCheckpoint(
  signed: Uint8Array | string,
  policy: CheckpointPolicy,
): Promise<OpenedCheckpoint> {
  const { logKey, witnessKeys = [], quorum = 0, verify, allowExtensions = false } = policy;
  requireCount(quorum);
  if (logKey.type !== 'ed25519' || witnessKeys.some((key) => key.type !== 'cosignature/v1')) {
    throw new LedgerError('ledger-key-invalid');
  }
  requireDistinct([logKey, ...witnessKeys]);
  const note = parseNote(signed);
  const signatures = await verifyNote(note, [logKey, ...witnessKeys], verify);
  if (!signatures.some(({ key }) => key === logKey)) {
    throw new LedgerError('ledger-signature-missing');
  }
  const checkpoint = parseCheckpoint(note.text, { allowExtensions });
  if (checkpoint.origin !== logKey.name) throw new LedgerError('ledger-origin-mismatch');
  // A witness may have cosigned more than once: one vote, and its newest time.
  const times = new Map<VerifierKey, number>();
  for (const { key, time } of signatures) {
    if (time !== undefined) times.set(key, Math.max(time, times.get(key) ?? 0));
  }
  if (times.size < quorum) throw new LedgerError('ledger-witnesses-missing');
  const witnesses = [...times].map(([key, time]) => ({ key, time }));
  return { checkpoint, text: note.text, witnesses };
}

/**
 * Returns when `next` may replace the pinned head: it is the same, or grew from it by appending
 * only. Throws `ledger-rollback` when it is smaller, `ledger-fork` on another root of the same
 * size, else as `verifyConsistency`. Both heads must come from opened checkpoints of one log.
 */
export function verifySuccessor(
  pinned: TreeHead,
  next: TreeHead,
  proof: readonly Uint8Array[],
): void {
  if (next.size < pinned.size) throw new LedgerError('ledger-rollback');
  if (next.size === pinned.size && !equal(next.root, pinned.root)) {
    throw new LedgerError('ledger-fork');
  }
  verifyConsistency({
    oldSize: pinned.size,
    oldRoot: pinned.root,
    newSize: next.size,
    newRoot: next.root,
    proof,
  });
}

/** One public key must not count twice towards a quorum, nor may a log be its own witness. */
function requireDistinct(keys: readonly VerifierKey[]): void {
  const seen = new Set(keys.map(({ publicKey }) => encodeBase64(publicKey)));
  if (seen.size !== keys.length) throw new LedgerError('ledger-key-invalid');
}

function requireCheckpoint({ origin, size, root, extensions = [] }: Checkpoint): void {
  const sound =
    Number.isSafeInteger(size) &&
    size >= 0 &&
    root.length === HASH_BYTES &&
    (size > 0 || equal(root, emptyRoot())) &&
    [origin, ...extensions].every(isNoteLine);
  if (!sound) throw new LedgerError('ledger-checkpoint-invalid');
}
