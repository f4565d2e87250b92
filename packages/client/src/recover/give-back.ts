import {
  type Access,
  endedOf,
  fingerprintOf,
  hasDeparted,
  hasEnded,
  idOf,
  isLoan,
  type ParsedEntry,
  type Person,
  type PrincipalId,
  type Scope,
} from '@vaiti/core';
import { readAgain, rotateIfDue, rotatePending } from '../access/rotate.ts';
import { isPassing } from '../access/waiting.ts';
import { ClientError } from '../errors.ts';
import { sendAll } from '../file/batch.ts';
import type { VerifiedFile } from '../file/chain.ts';
import { currentFile } from '../file/current.ts';
import { type OpenedFile, readFiles } from '../file/read.ts';
import { prepareShare, type ReaderPlan } from '../file/write.ts';
import { listFiles } from '../practice/files.ts';
import { today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';

const ATTEMPTS = 8;

interface Held {
  readonly generation: number;
  readonly lines: readonly { readonly scope: Scope; readonly until?: number }[];
}

function linesFor(entry: ParsedEntry, person: PrincipalId): Held | undefined {
  const own = entry.header.access.filter(
    (line): line is Exclude<Access, { scope: 'entry' }> =>
      !isLoan(line) && idOf<PrincipalId>(line.reader) === person,
  );
  const [first] = own;
  if (first === undefined) return undefined;
  const lines = own.map(({ scope, until }) => (until === undefined ? { scope } : { scope, until }));
  return { generation: first.generation, lines };
}

/** Whether a rotation left somebody out because their keys had been replaced, as its author knew. */
function becauseOfRenewal(entry: ParsedEntry, person: Person, generation: number): boolean {
  const ended = endedOf(person, generation);
  return ended !== undefined && (entry.header.roster ?? 0) >= ended.seq;
}

/**
 * What somebody held of a file by the keys that they lost, and does not hold by their newest: nothing
 * when it was taken from them, has ended, or was given back already. Single lent entries are not counted.
 */
export function lostAccess(file: VerifiedFile, person: Person, day: number): readonly ReaderPlan[] {
  if (file.state.forgotten) return [];
  let held: Held | undefined;
  for (const entry of file.entries) {
    const named = linesFor(entry, person.id);
    if (entry.header.kind === 'rotate') {
      const kept = held !== undefined && becauseOfRenewal(entry, person, held.generation);
      held = named ?? (kept ? held : undefined);
    } else if (named !== undefined) {
      const more = held?.generation === named.generation ? held.lines : [];
      held = { generation: named.generation, lines: [...more, ...named.lines] };
    }
  }
  if (held === undefined || held.generation === person.generation) return [];
  return held.lines
    .filter((line) => !hasEnded(line, day))
    .map((line) => ({ reader: person.id, ...line }));
}

/** Somebody with new keys, and the member's files that they had before. */
export interface Returned {
  readonly person: PrincipalId;
  /** The whole fingerprint of the new keys. */
  readonly fingerprint: string;
  /** Since which day, in days since 1970, and by which administrators. */
  readonly since: number;
  readonly by: readonly PrincipalId[];
  readonly files: number;
}

function renewedPeople({ member, roster }: Practice): Person[] {
  const people = [...roster.people.values()];
  return people.filter(
    ({ earlier, id, retired }) => earlier !== undefined && !retired && id !== member.identity.id,
  );
}

/** The member's files whose root they hold: from this device where it has them, else read. */
async function ownFiles(practice: Practice): Promise<readonly OpenedFile[]> {
  const opened: OpenedFile[] = [];
  const stale: Awaited<ReturnType<typeof listFiles>>[number][] = [];
  for (const line of await listFiles(practice)) {
    const held = await currentFile(practice, line);
    if (held === undefined) stale.push(line);
    else opened.push(held);
  }
  const requests = stale.map(({ as, file }) => ({ file, as, purpose: 'care' as const }));
  const read = await readFiles(practice, requests, undefined, { onLocked: () => undefined });
  return [...opened, ...read].filter(({ keys }) => keys.opensAll);
}

/** Colleagues with new keys to whom this member can give files back. Throws as `readFiles`. */
export async function returnedColleagues(practice: Practice): Promise<readonly Returned[]> {
  const people = renewedPeople(practice);
  if (people.length === 0) return [];
  const day = today(practice.member);
  const files = await ownFiles(practice);
  return people.flatMap((person) => {
    const lost = files.filter(({ file }) => lostAccess(file, person, day).length > 0).length;
    const newest = person.earlier?.at(-1);
    if (lost === 0 || newest === undefined) return [];
    const { by, until } = newest;
    const fingerprint = fingerprintOf(person.keys);
    return [{ person: person.id, fingerprint, since: until.day, by, files: lost }];
  });
}

/**
 * Gives a colleague who has new keys the files back that they had, with the same scope and end, once
 * `fingerprint` was compared: the very keys of it are sealed to. Files that still wait are rotated
 * first, so that the lost keys are out. Each file is found done or undone by itself: interrupted, it is
 * called again. Resolves to how many files were given back. Throws `not-found` for who has no new keys,
 * `fingerprint-changed`.
 */
export async function giveBack(
  practice: Practice,
  person: PrincipalId,
  options: {
    readonly fingerprint: string;
    readonly onProgress?: (done: number, of: number) => void;
  },
): Promise<number> {
  await practice.refresh();
  const known = renewedPeople(practice).find(({ id }) => id === person);
  if (known === undefined) throw new ClientError('not-found');
  if (fingerprintOf(known.keys) !== options.fingerprint)
    throw new ClientError('fingerprint-changed');
  await rotatePending(practice);
  const day = today(practice.member);
  const files = (await ownFiles(practice)).filter(
    ({ file }) => lostAccess(file, known, day).length > 0,
  );
  let done = 0;
  for (const [i, opened] of files.entries()) {
    if (await giveOne(practice, opened, known)) done++;
    options.onProgress?.(i + 1, files.length);
  }
  return done;
}

async function giveOne(practice: Practice, opened: OpenedFile, person: Person): Promise<boolean> {
  let current = opened;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const plans = lostAccess(current.file, person, today(practice.member));
    if (plans.length === 0) return attempt > 0;
    try {
      current = await rotateIfDue(practice, current);
      // The keys that were compared and no later ones: those would have to be compared again.
      if (practice.roster.people.get(person.id)?.generation !== person.generation)
        throw new ClientError('fingerprint-changed');
      await sendAll(practice, [await prepareShare(practice, current, plans)]);
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
    current = await readAgain(practice, current);
  }
  throw new ClientError('conflict-unresolved');
}

/** A file that the member had before they got new keys, and cannot open. */
export interface LostFile {
  readonly file: VerifiedFile['file'];
  /** Colleagues and groups who hold its root: any of them can give it back. */
  readonly holders: readonly PrincipalId[];
}

/**
 * What a member with new keys has not got back: files that colleagues can give them, and files that
 * nobody else holds (`holders` empty), which only officers or their own sheets could have opened.
 */
export async function lostFiles(practice: Practice): Promise<readonly LostFile[]> {
  const { member, roster } = practice;
  if (roster.people.get(member.identity.id)?.earlier === undefined) return [];
  const day = today(member);
  const own = (await listFiles(practice)).filter(({ as }) => as === member.identity.id);
  const lost: LostFile[] = [];
  await readFiles(
    practice,
    own.map(({ as, file }) => ({ file, as, purpose: 'care' })),
    undefined,
    {
      onLocked: (_, { file, state }) => {
        const holders = [...state.readers].filter(
          ([id, reader]) =>
            reader.scopes.includes('root') &&
            !hasEnded(reader, day) &&
            (roster.groups.has(id) || !hasDeparted(roster, id, reader.generation)),
        );
        lost.push({ file, holders: holders.map(([id]) => id) });
      },
    },
  );
  return lost;
}
