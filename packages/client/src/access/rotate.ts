import {
  type ChainState,
  type FileId,
  hasEnded,
  idBytes,
  idOf,
  isEntitled,
  loansOn,
  type PrincipalId,
  type Roster,
  rotationDue,
} from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { sendAll } from '../file/batch.ts';
import { type OpenedFile, readFile } from '../file/read.ts';
import {
  type AccessPlan,
  type Draft,
  type Prepared,
  prepareRotation,
  writeEntry,
} from '../file/write.ts';
import { today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import { type OnDone, tendAll, type Tending, type Waiting } from './waiting.ts';

/** What waits in the practice, as the server counts it for an administrator. */
export interface PracticeStanding {
  readonly pending: number;
  /** Files among them whose root nobody holds any more who is entitled to. */
  readonly stranded: number;
}

/** What waits: files to be rotated, and files whose key is not split among the newest council. */
export interface Standing {
  readonly files: readonly Waiting[];
  readonly practice: PracticeStanding | null;
  /** `practice` counts all of them for an administrator. */
  readonly unsplit: { readonly files: readonly Waiting[]; readonly practice: number | null };
}

const ATTEMPTS = 8;

/**
 * What waits for a rotation: files that this member can rotate, and for an administrator how many
 * there are in all, or how many there would be if `leaving` retired.
 */
export async function standingOf(practice: Practice, leaving?: PrincipalId): Promise<Standing> {
  const { member } = practice;
  const request = { leaving: leaving === undefined ? null : idBytes(leaving) };
  const reply = await member.api.call('standing', request, member.token);
  const held = (lines: typeof reply.files): Waiting[] =>
    lines.map(({ file, as }) => {
      const by = idOf<PrincipalId>(as);
      if (!practice.holds(by)) throw new ClientError('answer-for-another');
      return { file: idOf<FileId>(file), as: by };
    });
  const unsplit = { files: held(reply.unsplit.files), practice: reply.unsplit.practice };
  return { files: held(reply.files), practice: reply.practice, unsplit };
}

/**
 * The readers of a file who stay: entitled, and their time not over. The same holds of each loan. Who got
 * new keys is not among them: a colleague who has compared those gives the file back (`giveBack`).
 */
export function standingReaders(roster: Roster, state: ChainState, day: number): AccessPlan[] {
  return [...state.readers].flatMap(([reader, held]): AccessPlan[] => {
    const { generation, loans, scopes, until } = held;
    if (!isEntitled(roster, state.members, reader, generation)) return [];
    const end = until === undefined ? {} : { until };
    const standing = hasEnded(end, day) ? [] : scopes;
    return [
      ...standing.map((scope) => ({ reader, scope, ...end })),
      ...loansOn(loans, day).map((loan) => ({ reader, scope: 'entry' as const, ...loan })),
    ];
  });
}

/** Those who stay when `reader` does not. */
export function readersWithout(
  { member, roster }: Practice,
  state: ChainState,
  reader: PrincipalId,
): AccessPlan[] {
  const staying = standingReaders(roster, state, today(member));
  return staying.filter((one) => one.reader !== reader);
}

/** Whether somebody keeps the root without an end, as every rotation must leave it. */
export function isKept(readers: readonly AccessPlan[]): boolean {
  return readers.some(({ scope, until }) => scope === 'root' && until === undefined);
}

/** The file as it stands now, by the same grant. */
export function readAgain(practice: Practice, { file, keys }: OpenedFile): Promise<OpenedFile> {
  return readFile(practice, { file: file.file, as: keys.as, purpose: 'care' });
}

/**
 * Does `work` behind the file's head, on the file as it is then, however often somebody else writes in
 * between. Throws what `work` throws, `conflict-unresolved` after eight times.
 */
export async function behindHead<T>(
  practice: Practice,
  opened: OpenedFile,
  work: (current: OpenedFile) => Promise<T>,
): Promise<T> {
  let current = opened;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      return await work(current);
    } catch (error) {
      if (!(error instanceof ClientError) || error.code !== 'head-moved') throw error;
      current = await readAgain(practice, current);
    }
  }
  throw new ClientError('conflict-unresolved');
}

/**
 * Rotates a file to the readers that `plan` names. Throws `no-grant` without the root,
 * `leaver-holds-last` when nobody would keep the file, `rotation-pending` while a group among the readers
 * has no generation yet without somebody who left it, and as `behindHead`.
 */
export function rotateFile(
  practice: Practice,
  opened: OpenedFile,
  plan: (state: ChainState) => readonly AccessPlan[],
): Promise<void> {
  return behindHead(practice, opened, async (current) => {
    await sendAll(practice, [await rotationOf(practice, current, plan)]);
  });
}

function rotationOf(
  practice: Practice,
  opened: OpenedFile,
  plan: (state: ChainState) => readonly AccessPlan[],
): Promise<Prepared> {
  opened.keys.root();
  const readers = plan(opened.file.state);
  if (!isKept(readers)) throw new ClientError('leaver-holds-last');
  return prepareRotation(practice, opened, readers);
}

/** Takes out of a file whoever left or whose time is over, where there is somebody. */
export async function rotateIfDue(practice: Practice, opened: OpenedFile): Promise<OpenedFile> {
  const day = today(practice.member);
  if (!rotationDue(practice.roster, opened.file.state.readers, day)) return opened;
  await rotateFile(practice, opened, (state) => standingReaders(practice.roster, state, day));
  return readAgain(practice, opened);
}

/**
 * Rotates every file that waits for it and whose root the member holds, each in one append. Resolves to
 * how many files were rotated. Throws as `tendAll`.
 */
export async function rotatePending(
  practice: Practice,
  onProgress: OnDone = () => undefined,
): Promise<number> {
  await practice.refresh();
  const plan = (state: ChainState) =>
    standingReaders(practice.roster, state, today(practice.member));
  // A file that only somebody in an emergency holds waits until they hand it to a colleague.
  const isDue = ({ file: { state } }: OpenedFile) =>
    rotationDue(practice.roster, state.readers, today(practice.member)) && isKept(plan(state));
  const tending: Tending = {
    list: async () => (await standingOf(practice)).files,
    prepare: (opened) =>
      Promise.all(opened.filter(isDue).map((file) => rotationOf(practice, file, plan))),
    alone: async (one) => {
      const opened = await readFile(practice, { ...one, purpose: 'care' });
      return (await rotateIfDue(practice, opened)) === opened ? 0 : 1;
    },
  };
  return tendAll(practice, tending, onProgress);
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
