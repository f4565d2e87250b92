import type { ChainState, PrincipalId } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { sendAll } from '../file/batch.ts';
import type { OpenedFile } from '../file/read.ts';
import { prepareShare, type ReaderPlan } from '../file/write.ts';
import { today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import {
  isKept,
  readAgain,
  readersWithout,
  rotateFile,
  rotateIfDue,
  standingReaders,
} from './rotate.ts';

const ATTEMPTS = 8;

function samePlan(state: ChainState, plan: ReaderPlan): boolean {
  const reader = state.readers.get(plan.reader);
  return reader?.scopes.includes(plan.scope) === true && reader.until === plan.until;
}

/**
 * Lets somebody read a file, for a time if `until` says so. Who reads it already is given exactly the
 * new scope and end, in a new epoch. Does nothing when it is so already. Throws `arguments-invalid`
 * for an end in the past, `no-grant` without the root, `roster-principal-retired`.
 */
export async function shareFile(
  practice: Practice,
  opened: OpenedFile,
  plan: ReaderPlan,
): Promise<OpenedFile> {
  const day = today(practice.member);
  if (plan.until !== undefined && plan.until < day) throw new ClientError('arguments-invalid');
  let current = await standingFile(practice, opened, plan);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { state } = current.file;
    if (samePlan(state, plan)) return current;
    try {
      if (state.readers.has(plan.reader))
        await rotateFile(practice, current, (at) => [
          ...readersWithout(practice, at, plan.reader),
          plan,
        ]);
      else await sendAll(practice, [await prepareShare(practice, current, [plan])]);
    } catch (error) {
      if (!(error instanceof ClientError) || error.code !== 'head-moved') throw error;
    }
    current = await readAgain(practice, current);
  }
  throw new ClientError('conflict-unresolved');
}

/**
 * The file without those who left. One that nobody else keeps, and that the member holds for a time,
 * goes to whoever `plan` names in the same step.
 */
async function standingFile(
  practice: Practice,
  opened: OpenedFile,
  plan: ReaderPlan,
): Promise<OpenedFile> {
  const { state } = opened.file;
  const readers = standingReaders(practice.roster, state, today(practice.member));
  if (isKept(readers) || !isKept([plan])) return rotateIfDue(practice, opened);
  await rotateFile(practice, opened, (at) => [...readersWithout(practice, at, plan.reader), plan]);
  return readAgain(practice, opened);
}

/**
 * Takes a reader out of a file: a new epoch without them. What they have read they have read. Throws
 * `arguments-invalid` when nobody would hold the root without an end, `no-grant` without the root.
 */
export function stopSharing(
  practice: Practice,
  opened: OpenedFile,
  reader: PrincipalId,
): Promise<void> {
  return rotateFile(practice, opened, (state) => {
    const staying = readersWithout(practice, state, reader);
    if (!isKept(staying)) throw new ClientError('arguments-invalid');
    return staying;
  });
}
