import { careRecordSchema } from '@vaiti/care';
import {
  type FileLine,
  followTombstones,
  type LedgerCheck,
  listFiles,
  openRecords,
  type Practice,
  readFile,
  type Tombstone,
  verifyTombstone,
} from '@vaiti/client';
import type { FileId } from '@vaiti/core';
import { codeOf } from '../output/errors.ts';
import { checkEndLeaves, checkFileLeaves } from './ledger.ts';

/** Something that does not hold, with the code that says what. */
export interface Fault {
  readonly about: FileId | 'ledger' | 'list';
  readonly code: string;
}

/** What was checked, in counts, and what did not hold. */
export interface Verification {
  readonly rosterEntries: number;
  readonly people: number;
  files: number;
  entries: number;
  bodies: number;
  leaves: number;
  /** Files whose leaves are for others. */
  closedLeaves: number;
  /** Files that have ended, proved from their first header to the last. */
  readonly tombstones: Tombstone[];
  ledger: LedgerCheck | undefined;
  readonly faults: Fault[];
}

async function verifyFile(practice: Practice, line: FileLine, to: Verification): Promise<void> {
  const { as, file } = line;
  const opened = await readFile(practice, { file, as, purpose: 'verify' }, { fresh: true });
  const records = await openRecords(opened, careRecordSchema);
  const leaves = await checkFileLeaves(practice, opened);
  to.files++;
  to.entries += opened.file.entries.length;
  to.bodies += records.reduce((sum, record) => sum + record.versions.length, 0);
  if (leaves === undefined) to.closedLeaves++;
  else to.leaves += leaves.leaves;
}

/**
 * Checks everything that this person may see: each file fetched whole (chain, signatures, grants),
 * every body opened and parsed, the ledger's checkpoint, its growth since it was last seen, and the
 * leaves about each file. The roster was replayed when the practice was opened. Faults are gathered;
 * only a server that cannot be asked ends it.
 */
export async function verifyAll(
  practice: Practice,
  onProgress: (done: number, of: number) => void,
): Promise<Verification> {
  const to: Verification = {
    rosterEntries: practice.rosterEntries.length,
    people: practice.roster.people.size,
    files: 0,
    entries: 0,
    bodies: 0,
    leaves: 0,
    closedLeaves: 0,
    tombstones: [],
    ledger: undefined,
    faults: [],
  };
  await gather(to, 'ledger', async () => {
    to.ledger = await practice.ledger.check();
  });
  const lines = await listFiles(practice);
  for (const [i, line] of lines.entries()) {
    await gather(to, line.file, () => verifyFile(practice, line, to));
    onProgress(i + 1, lines.length);
  }
  await gather(to, 'list', async () => {
    for (const { file } of await followTombstones(practice))
      await gather(to, file, async () => void to.tombstones.push(await proveEnd(practice, file)));
  });
  await gather(to, 'ledger', async () => {
    to.ledger = await practice.ledger.check();
  });
  return to;
}

/** The end of a file, and every leaf about it in the ledger, without a gap. */
async function proveEnd(practice: Practice, file: FileId): Promise<Tombstone> {
  const tombstone = await verifyTombstone(practice, file);
  await checkEndLeaves(practice, tombstone);
  return tombstone;
}

/** Failures that say nothing about what is stored. */
const UNREACHABLE = ['offline', 'timeout', 'signed-out', 'too-many-requests', 'store-unavailable'];

async function gather(
  to: Verification,
  about: Fault['about'],
  check: () => Promise<void>,
): Promise<void> {
  try {
    await check();
  } catch (error) {
    const code = codeOf(error);
    if (code === 'internal' || UNREACHABLE.includes(code)) throw error;
    to.faults.push({ about, code });
  }
}
