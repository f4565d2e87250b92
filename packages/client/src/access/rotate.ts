import {
  type ChainState,
  type FileId,
  groupsHeldBy,
  hasEnded,
  idBytes,
  idOf,
  type PrincipalId,
  type Roster,
  rotationDue,
} from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { sendAll } from '../file/batch.ts';
import { type OpenedFile, readFile, readFiles } from '../file/read.ts';
import {
  type Draft,
  type Prepared,
  prepareRotation,
  type ReaderPlan,
  writeEntry,
} from '../file/write.ts';
import { today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';

/** Files that are rotated, and of how many. */
export type OnRotated = (done: number, of: number) => void;

/** A file that waits for a rotation, and by whose grant it can be read. */
interface Waiting {
  readonly file: FileId;
  readonly as: PrincipalId;
}

/** What waits in the practice, as the server counts it for an administrator. */
export interface PracticeStanding {
  readonly pending: number;
  /** Files among them whose root nobody holds any more who is entitled to. */
  readonly stranded: number;
}

const ATTEMPTS = 8;
/** Files read, sealed and sent at a time. */
const PART = 16;

/**
 * What waits for a rotation: files that this member can rotate, and for an administrator how many
 * there are in all, or how many there would be if `leaving` retired.
 */
export async function standingOf(
  practice: Practice,
  leaving?: PrincipalId,
): Promise<{ readonly files: readonly Waiting[]; readonly practice: PracticeStanding | null }> {
  const { member } = practice;
  const request = { leaving: leaving === undefined ? null : idBytes(leaving) };
  const reply = await member.api.call('standing', request, member.token);
  const files = reply.files.map(({ file, as }) => ({
    file: idOf<FileId>(file),
    as: idOf<PrincipalId>(as),
  }));
  if (!files.every(({ as }) => practice.holds(as))) throw new ClientError('answer-for-another');
  return { files, practice: reply.practice };
}

function isEntitled(roster: Roster, reader: PrincipalId): boolean {
  const person = roster.people.get(reader);
  if (person !== undefined) return !person.retired;
  return [...roster.people.keys()].some((one) => groupsHeldBy(roster, one).includes(reader));
}

/** The readers of a file who stay: entitled, and their time not over. */
export function standingReaders(roster: Roster, state: ChainState, day: number): ReaderPlan[] {
  return [...state.readers].flatMap(([reader, { scopes, until }]) => {
    const end = until === undefined ? {} : { until };
    if (!isEntitled(roster, reader) || hasEnded(end, day)) return [];
    return scopes.map((scope) => ({ reader, scope, ...end }));
  });
}

/** The file as it stands now, by the same grant. */
export function readAgain(practice: Practice, { file, keys }: OpenedFile): Promise<OpenedFile> {
  return readFile(practice, { file: file.file, as: keys.as, purpose: 'care' });
}

/**
 * Rotates a file to the readers that `plan` names, however often somebody else writes in between.
 * Throws `no-grant` without the root, `rotation-pending` while a group
 * among the readers has no generation yet without somebody who left it, `conflict-unresolved`.
 */
export async function rotateFile(
  practice: Practice,
  opened: OpenedFile,
  plan: (state: ChainState) => readonly ReaderPlan[],
): Promise<void> {
  let current = opened;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      await sendAll(practice, [await rotationOf(practice, current, plan)]);
      return;
    } catch (error) {
      if (!(error instanceof ClientError) || error.code !== 'head-moved') throw error;
      current = await readAgain(practice, current);
    }
  }
  throw new ClientError('conflict-unresolved');
}

function rotationOf(
  practice: Practice,
  opened: OpenedFile,
  plan: (state: ChainState) => readonly ReaderPlan[],
): Promise<Prepared> {
  opened.keys.root();
  return prepareRotation(practice, opened, plan(opened.file.state));
}

/** Takes out of a file whoever left or whose time is over, where there is somebody. */
export async function rotateIfDue(practice: Practice, opened: OpenedFile): Promise<OpenedFile> {
  const day = today(practice.member);
  if (!rotationDue(practice.roster, opened.file.state.readers, day)) return opened;
  await rotateFile(practice, opened, (state) => standingReaders(practice.roster, state, day));
  return readAgain(practice, opened);
}

/** Rotates a few files in one request; resolves to how many of them it was. */
async function rotatePart(practice: Practice, part: readonly Waiting[]): Promise<number> {
  const day = today(practice.member);
  const { roster } = practice;
  const requests = part.map((one) => ({ ...one, purpose: 'care' as const }));
  const opened = await readFiles(practice, requests);
  const due = opened.filter(({ file }) => rotationDue(roster, file.state.readers, day));
  const plan = (state: ChainState) => standingReaders(roster, state, day);
  try {
    const prepared = await Promise.all(due.map((file) => rotationOf(practice, file, plan)));
    await sendAll(practice, prepared);
    return due.length;
  } catch (error) {
    if (!isPassing(error)) throw error;
  }
  // One of them moved or must wait longer: each on its own, so that it holds up no other.
  let done = 0;
  for (const one of requests) {
    try {
      await rotateIfDue(practice, await readFile(practice, one));
      done++;
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
  }
  return done;
}

function isPassing(error: unknown): boolean {
  const codes = ['head-moved', 'rotation-pending', 'conflict-unresolved'];
  return error instanceof ClientError && codes.includes(error.code);
}

/**
 * Rotates every file that waits for it and whose root the member holds, each in one append. Keeps no
 * state: after an interruption the next call finds what still waits. Resolves to how many files were
 * rotated. Throws as `readFiles`.
 */
export async function rotatePending(
  practice: Practice,
  onProgress: OnRotated = () => undefined,
): Promise<number> {
  await practice.refresh();
  let total = 0;
  for (;;) {
    const { files } = await standingOf(practice);
    let done = 0;
    for (let at = 0; at < files.length; at += PART) {
      done += await rotatePart(practice, files.slice(at, at + PART));
      onProgress(total + done, total + files.length);
    }
    total += done;
    // What nobody could rotate now waits for a group's next generation.
    if (done === 0 || done === files.length) return total;
  }
}

/**
 * Writes one entry; a file that waits for a rotation is rotated first, if the member holds its root.
 * Throws `rotation-pending` if they do not, else as `writeEntry`.
 */
export async function writeStanding(
  practice: Practice,
  opened: OpenedFile,
  draft: Draft,
): Promise<OpenedFile> {
  try {
    return await writeEntry(practice, opened, draft);
  } catch (error) {
    if (!(error instanceof ClientError) || error.code !== 'rotation-pending') throw error;
    if (!opened.keys.opensAll) throw error;
  }
  await practice.refresh();
  const current = await rotateIfDue(practice, await readAgain(practice, opened));
  return writeEntry(practice, current, draft);
}
