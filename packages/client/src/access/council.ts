import type { Council } from '@vaiti/core';
import { sendAll } from '../file/batch.ts';
import { type OpenedFile, readFile, readFiles } from '../file/read.ts';
import { councilToSplit, isDirectory, splitAmong } from '../file/split.ts';
import { type Prepared, prepareRotation, prepareShare } from '../file/write.ts';
import { today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import {
  isKept,
  isPassing,
  type OnRotated,
  standingOf,
  standingReaders,
  type Waiting,
} from './rotate.ts';

/** Files read, sealed and sent at a time. */
const PART = 16;

/**
 * Prepares the entry by which an epoch that has no split gets one; readers and keys stay. Throws
 * `no-grant` without the root.
 */
async function prepareSplit(
  practice: Practice,
  opened: OpenedFile,
  council: Council,
): Promise<Prepared> {
  const { file, keys } = opened;
  const place = { file: file.file, epoch: keys.epoch, root: keys.root() };
  return prepareShare(practice, opened, [], await splitAmong(practice, council, place));
}

/**
 * What gives a file a split of the council: an entry where the epoch has none yet; a new epoch where it
 * has another, so that old shares end with their key. Nothing where there is nothing to do.
 */
async function splitting(
  practice: Practice,
  council: Council,
  opened: OpenedFile,
): Promise<Prepared[]> {
  const { file, keys } = opened;
  const { split } = file.state;
  if (isDirectory(file) || !keys.opensAll || split?.council === council.generation) return [];
  if (split === undefined) return [await prepareSplit(practice, opened, council)];
  const readers = standingReaders(practice.roster, file.state, today(practice.member));
  return isKept(readers) ? [await prepareRotation(practice, opened, readers)] : [];
}

async function splitPart(
  practice: Practice,
  council: Council,
  part: readonly Waiting[],
): Promise<number> {
  const requests = part.map((one) => ({ ...one, purpose: 'care' as const }));
  const opened = await readFiles(practice, requests);
  try {
    const made = await Promise.all(opened.map((file) => splitting(practice, council, file)));
    const prepared = made.flat();
    await sendAll(practice, prepared);
    return prepared.length;
  } catch (error) {
    if (!isPassing(error)) throw error;
  }
  // Somebody wrote to one of them meanwhile: each on its own, so that it holds up no other.
  let done = 0;
  for (const one of requests) {
    try {
      const prepared = await splitting(practice, council, await readFile(practice, one));
      await sendAll(practice, prepared);
      done += prepared.length;
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
  }
  return done;
}

/**
 * Splits the key of every file among the current council that is not split so yet and whose root the
 * member holds. Keeps no state: after an interruption the next call goes on. Resolves to how many files
 * it was; to none without a council whose members all are officers. Throws as `readFiles`.
 */
export async function splitPending(
  practice: Practice,
  onProgress: OnRotated = () => undefined,
): Promise<number> {
  await practice.refresh();
  const council = councilToSplit(practice.roster);
  if (council === undefined) return 0;
  let total = 0;
  for (;;) {
    const { files } = (await standingOf(practice)).unsplit;
    let done = 0;
    for (let at = 0; at < files.length; at += PART) {
      done += await splitPart(practice, council, files.slice(at, at + PART));
      onProgress(total + done, total + files.length);
    }
    total += done;
    // What could not be split now waits for something else: a rotation, a colleague.
    if (done === 0) return total;
  }
}
