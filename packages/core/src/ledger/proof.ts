import { type Bytes, equal } from '../bytes.ts';
import { LedgerError, requireCount } from './errors.ts';
import { emptyRoot, nodeHash, requireHash } from './merkle.ts';

/**
 * A perfect subtree: the node at `height` (0 is the leaves) over leaves [index, index + 1) *
 * 2^height.
 */
export type NodeId = { readonly height: number; readonly index: number };

/**
 * Source of node hashes. Answers in the order asked; asked once per proof, with all nodes needed.
 */
export type HashReader = (nodes: readonly NodeId[]) => Promise<readonly Uint8Array[]>;

/** Leaves [from, to). */
type Range = { readonly from: number; readonly to: number };

/** The largest power of two below `n`, for n > 1 (RFC 6962 section 2.1, `k`). */
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/**
 * The perfect subtrees of a range that starts at a multiple of its largest one, from left to right.
 */
function subtreesOf({ from, to }: Range): NodeId[] {
  const nodes: NodeId[] = [];
  let at = from;
  let width = 1;
  let height = 0;
  while (width * 2 <= to - from) {
    width *= 2;
    height++;
  }
  for (; at < to; height--, width /= 2) {
    if (to - at < width) continue;
    nodes.push({ height, index: at / width });
    at += width;
  }
  return nodes;
}

/** Ranges of PATH(m, D[n]) of RFC 6962 section 2.1.1, from the leaf upwards. */
function inclusionRanges(size: number, index: number): Range[] {
  const ranges: Range[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  return ranges.reverse();
}

/** Ranges of PROOF(m, D[n]) of RFC 6962 section 2.1.2, for 0 < oldSize < newSize. */
function consistencyRanges(oldSize: number, newSize: number): Range[] {
  const ranges: Range[] = [];
  let from = 0;
  let to = newSize;
  while (to !== oldSize) {
    const middle = from + splitOf(to - from);
    if (oldSize <= middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  // The last subtree of the old tree is left out when it is all of it: its hash is known.
  if (from !== 0) ranges.push({ from, to });
  return ranges.reverse();
}

/** Reads all ranges in one call and hashes each to its root. */
async function readRanges(reader: HashReader, ranges: readonly Range[]): Promise<Bytes[]> {
  const subtrees = ranges.map(subtreesOf);
  const hashes = await reader(subtrees.flat());
  let at = 0;
  return subtrees.map((nodes) => {
    let root: Uint8Array | undefined;
    for (let i = at + nodes.length - 1; i >= at; i--) {
      const hash = hashes[i] ?? new Uint8Array(0);
      requireHash(hash);
      root = root === undefined ? hash : nodeHash(hash, root);
    }
    at += nodes.length;
    return new Uint8Array(root ?? emptyRoot());
  });
}

/**
 * Root of the tree of the first `size` leaves. Throws `ledger-out-of-range`, `ledger-hash-invalid`.
 */
export async function treeRoot(reader: HashReader, size: number): Promise<Bytes> {
  requireCount(size);
  const [root] = await readRanges(reader, [{ from: 0, to: size }]);
  return root ?? emptyRoot();
}

/**
 * Inclusion proof of leaf `index` in the tree of `size` leaves (RFC 6962 section 2.1.1): at most 53
 * hashes, from the leaf upwards. Throws `ledger-out-of-range` unless index < size.
 */
export async function proveInclusion(
  reader: HashReader,
  size: number,
  index: number,
): Promise<Bytes[]> {
  requireCount(size);
  requireCount(index);
  if (index >= size) throw new LedgerError('ledger-out-of-range');
  return readRanges(reader, inclusionRanges(size, index));
}

/**
 * Consistency proof between the trees of `oldSize` and `newSize` leaves (RFC 6962 section 2.1.2).
 * Empty when the sizes are equal or the old tree is empty.
 * Throws `ledger-out-of-range` unless oldSize <= newSize.
 */
export async function proveConsistency(
  reader: HashReader,
  oldSize: number,
  newSize: number,
): Promise<Bytes[]> {
  requireCount(oldSize);
  requireCount(newSize);
  if (oldSize > newSize) throw new LedgerError('ledger-out-of-range');
  if (oldSize === 0 || oldSize === newSize) return [];
  return readRanges(reader, consistencyRanges(oldSize, newSize));
}

/** What an inclusion proof claims. */
export type InclusionClaim = {
  readonly size: number;
  readonly root: Uint8Array;
  readonly index: number;
  readonly leafHash: Uint8Array;
  readonly proof: readonly Uint8Array[];
};

/**
 * Returns when `leafHash` is leaf `index` of the tree of `size` leaves with `root` (RFC 9162
 * section 2.1.3.2). Throws `ledger-out-of-range`, `ledger-hash-invalid`, `ledger-proof-length`,
 * `ledger-root-mismatch`.
 */
export function verifyInclusion(claim: InclusionClaim): void {
  requireCount(claim.size);
  requireCount(claim.index);
  if (claim.index >= claim.size) throw new LedgerError('ledger-out-of-range');
  requireHash(claim.leafHash);
  let fn = claim.index;
  let sn = claim.size - 1;
  let hash = claim.leafHash;
  for (const sibling of claim.proof) {
    if (sn === 0) throw new LedgerError('ledger-proof-length');
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    fn = half(fn);
    sn = half(sn);
  }
  if (sn !== 0) throw new LedgerError('ledger-proof-length');
  requireRoot(hash, claim.root);
}

/** What a consistency proof claims. */
export type ConsistencyClaim = {
  readonly oldSize: number;
  readonly oldRoot: Uint8Array;
  readonly newSize: number;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
};

/**
 * Returns when the new tree begins with all leaves of the old one (RFC 9162 section 2.1.4.2). Equal
 * sizes need equal roots and no proof; the empty tree is the beginning of every tree. Throws
 * `ledger-out-of-range`, `ledger-hash-invalid`, `ledger-proof-length`, `ledger-root-mismatch`.
 */
export function verifyConsistency(claim: ConsistencyClaim): void {
  const { oldSize, oldRoot, newSize, newRoot, proof } = claim;
  requireCount(oldSize);
  requireCount(newSize);
  if (oldSize > newSize) throw new LedgerError('ledger-out-of-range');
  requireHash(oldRoot);
  requireHash(newRoot);
  if (oldSize === newSize || oldSize === 0) {
    if (proof.length !== 0) throw new LedgerError('ledger-proof-length');
    requireRoot(oldRoot, oldSize === newSize ? newRoot : emptyRoot());
    if (newSize === 0) requireRoot(newRoot, emptyRoot());
    return;
  }
  let fn = oldSize - 1;
  let sn = newSize - 1;
  while (fn % 2 === 1) {
    fn = half(fn);
    sn = half(sn);
  }
  // fn is now 0 exactly when the old size is a power of two: the proof then begins with its root.
  const [first, ...rest] = fn === 0 ? [oldRoot, ...proof] : proof;
  if (first === undefined) throw new LedgerError('ledger-proof-length');
  requireHash(first);
  let oldHash = first;
  let newHash = first;
  for (const sibling of rest) {
    if (sn === 0) throw new LedgerError('ledger-proof-length');
    if (fn % 2 === 1 || fn === sn) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (fn % 2 === 0 && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    fn = half(fn);
    sn = half(sn);
  }
  if (sn !== 0) throw new LedgerError('ledger-proof-length');
  requireRoot(oldHash, oldRoot);
  requireRoot(newHash, newRoot);
}

function half(n: number): number {
  return Math.floor(n / 2);
}

function requireRoot(actual: Uint8Array, expected: Uint8Array): void {
  requireHash(expected);
  if (!equal(actual, expected)) throw new LedgerError('ledger-root-mismatch');
}
