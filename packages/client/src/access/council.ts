import type { Council } from '@vaiti/core';
import { sendAll } from '../file/batch.ts';
import { type OpenedFile, readFile } from '../file/read.ts';
import { councilToSplit, isDirectory, splitAmong } from '../file/split.ts';
import { type Prepared, prepareRotation, prepareShare } from '../file/write.ts';
import { today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import { isKept, standingOf, standingReaders } from './rotate.ts';
import { type OnDone, tendAll, type Tending } from './waiting.ts';

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

/**
 * Splits the key of every file among the current council that is not split so yet and whose root the
 * member holds. Resolves to how many files it was; to none without a council whose members all are
 * officers. Throws as `tendAll`.
 */
export async function splitPending(
  practice: Practice,
  onProgress: OnDone = () => undefined,
): Promise<number> {
  await practice.refresh();
  const council = councilToSplit(practice.roster);
  if (council === undefined) return 0;
  const prepare = async (opened: readonly OpenedFile[]) =>
    (await Promise.all(opened.map((file) => splitting(practice, council, file)))).flat();
  const tending: Tending = {
    list: async () => (await standingOf(practice)).unsplit.files,
    prepare,
    alone: async (one) => {
      const prepared = await prepare([await readFile(practice, { ...one, purpose: 'care' })]);
      await sendAll(practice, prepared);
      return prepared.length;
    },
  };
  return tendAll(practice, tending, onProgress);
}
