import type { FileId, PrincipalId } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { sendAll } from '../file/batch.ts';
import { type OpenedFile, readFiles } from '../file/read.ts';
import type { Prepared } from '../file/write.ts';
import type { Practice } from '../practice/practice.ts';

/** A file that waits, and by whose grant it can be read. */
export interface Waiting {
  readonly file: FileId;
  readonly as: PrincipalId;
}

/** Files that are done, and of how many. */
export type OnDone = (done: number, of: number) => void;

/** What files wait for. */
export interface Tending {
  /** What waits now. */
  readonly list: () => Promise<readonly Waiting[]>;
  /** One entry for each of these files that needs it. */
  readonly prepare: (opened: readonly OpenedFile[]) => Promise<readonly Prepared[]>;
  /** Deals with one file by itself; resolves to how many it was, 1 or 0. */
  readonly alone: (one: Waiting) => Promise<number>;
}

/** Files read, sealed and sent at a time. */
const PART = 16;

/** Whether a refusal may be gone at the next try. */
export function isPassing(error: unknown): boolean {
  const codes = ['head-moved', 'rotation-pending', 'conflict-unresolved', 'leaver-holds-last'];
  return error instanceof ClientError && codes.includes(error.code);
}

async function tendPart(
  practice: Practice,
  part: readonly Waiting[],
  { alone, prepare }: Tending,
): Promise<number> {
  const requests = part.map((one) => ({ ...one, purpose: 'care' as const }));
  const opened = await readFiles(practice, requests);
  try {
    const prepared = await prepare(opened);
    await sendAll(practice, prepared);
    return prepared.length;
  } catch (error) {
    if (!isPassing(error)) throw error;
  }
  // One of them moved or must wait longer: each on its own, so that it holds up no other.
  let done = 0;
  for (const one of part) {
    try {
      done += await alone(one);
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
  }
  return done;
}

/**
 * Deals with every file that waits, a few at a time, until none is left that can be dealt with now.
 * Keeps no state: after an interruption the next call finds what still waits. Resolves to how many files
 * it was. Throws as `readFiles`.
 */
export async function tendAll(
  practice: Practice,
  tending: Tending,
  onDone: OnDone,
): Promise<number> {
  let total = 0;
  for (;;) {
    const files = await tending.list();
    let done = 0;
    for (let at = 0; at < files.length; at += PART) {
      done += await tendPart(practice, files.slice(at, at + PART), tending);
      onDone(total + done, total + files.length);
    }
    total += done;
    // What is left waits for something else: a group's next generation, a colleague.
    if (done === 0) return total;
  }
}
