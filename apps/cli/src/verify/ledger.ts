import { ClientError, type OpenedFile, type Practice, type Tombstone } from '@vaiti/client';
import type { ReplyOf } from '@vaiti/contract';
import { decodeOpening, equal, type FileId, idBytes, idOf, type LeafOpening } from '@vaiti/core';
import { Finding } from './finding.ts';

type Receipt = ReplyOf<'openings'>['leaves'][number];

/** Leaves about one file, as opened. */
export interface FileLeaves {
  readonly leaves: number;
  /** Leaves that the newest checkpoint does not reach yet. */
  readonly waiting: number;
}

async function fetchOpenings(practice: Practice, file: FileId): Promise<Receipt[]> {
  const { api, token } = practice.member;
  const receipts: Receipt[] = [];
  let from = 1;
  for (;;) {
    const request = { file: idBytes(file), from };
    const { leaves, more } = await api.call('openings', request, token);
    receipts.push(...leaves);
    if (!more) return receipts;
    if (leaves.length === 0) throw new Finding('counter-gap');
    from += leaves.length;
  }
}

/** Counters from 1 without gaps, all about this file. */
function checkCounters(file: FileId, openings: readonly LeafOpening[]): void {
  for (const [i, opening] of openings.entries()) {
    if (opening.kind === 'roster' || idOf(opening.file) !== file)
      throw new Finding('answer-for-another');
    if (opening.counter !== i + 1) throw new Finding('counter-gap');
  }
}

/** One leaf for each entry of the verified chain, and none for an entry that is not in it. */
function checkAppends(file: OpenedFile['file'], openings: readonly LeafOpening[]): void {
  const appends = openings.filter((opening) => opening.kind === 'append');
  for (const [i, { entry, header }] of entriesOf(file).entries()) {
    const leaf = appends[i];
    const fits =
      leaf !== undefined &&
      leaf.seq === header.seq &&
      idOf(leaf.entry) === entry &&
      idOf(leaf.author) === idOf(header.author);
    if (!fits) throw new Finding('ledger-leaf-missing');
  }
  if (appends.length > file.entries.length) throw new Finding('file-withheld');
}

function entriesOf(file: OpenedFile['file']) {
  return file.entries.map(({ header, id }) => ({ header, entry: id }));
}

/** A leaf for each approval on which an entry of the chain rests: nobody agreed unseen. */
function checkApprovals(file: OpenedFile['file'], openings: readonly LeafOpening[]): void {
  const logged = openings.flatMap((one) => (one.kind === 'approval' ? [one.approval] : []));
  const rested = file.entries.flatMap(({ header }) => header.approvals ?? []);
  if (!rested.every(({ approval }) => logged.some((one) => equal(one, approval))))
    throw new Finding('ledger-leaf-missing');
}

/**
 * Checks what the ledger says of a file against the file: openings without gaps, an `append` leaf
 * for each entry of the chain, one for each approval in it, every leaf in the newest checkpoint. Undefined when this person may
 * not see the file's leaves, which are for those who hold its root. Throws `Finding` or as
 * `LedgerWatch.demand`.
 */
export async function checkFileLeaves(
  practice: Practice,
  opened: OpenedFile,
): Promise<FileLeaves | undefined> {
  if (!opened.keys.opens('clinical') || !opened.keys.opens('contact')) return undefined;
  const receipts = await fetchOpenings(practice, opened.file.file);
  const openings = receipts.map(({ opening }) => decodeOpening(opening));
  checkCounters(opened.file.file, openings);
  checkAppends(opened.file, openings);
  checkApprovals(opened.file, openings);
  const waiting = await practice.ledger.demand(receipts);
  return { leaves: receipts.length, waiting };
}

/**
 * Checks what the ledger says of a file that has ended: openings without gaps, the last append that of
 * the entry that ended it, every leaf in the newest checkpoint. Resolves to false when this person may
 * not see them. Throws as `checkFileLeaves`.
 */
export async function checkEndLeaves(
  practice: Practice,
  { entries, file, head }: Tombstone,
): Promise<boolean> {
  const receipts = await openingsOf(practice, file);
  if (receipts === undefined) return false;
  const openings = receipts.map(({ opening }) => decodeOpening(opening));
  checkCounters(file, openings);
  const appends = openings.filter((opening) => opening.kind === 'append');
  const last = appends.at(-1);
  if (last === undefined || appends.length !== entries || idOf(last.entry) !== head.id)
    throw new Finding('ledger-leaf-missing');
  await practice.ledger.demand(receipts);
  return true;
}

/** The openings of a file that has ended; undefined when they are for others. */
async function openingsOf(practice: Practice, file: FileId): Promise<Receipt[] | undefined> {
  try {
    return await fetchOpenings(practice, file);
  } catch (error) {
    if (error instanceof ClientError && error.code === 'not-found') return undefined;
    throw error;
  }
}
