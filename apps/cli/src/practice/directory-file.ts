import type { CareRecord, Centre, PracticeRecord, Staff } from '@vaiti/care';
import {
  type OpenedFile,
  type Practice,
  prepareFile,
  prepareRotation,
  type ReaderPlan,
  readFile,
  sendAll,
  writeEntry,
  writerOf,
} from '@vaiti/client';
import { type FileId, groupOf, newFileId, type PrincipalId } from '@vaiti/core';
import { entropy } from '../profile/entropy.ts';

/**
 * Opens the practice's directory in the name of the group of all staff: whoever founds the practice
 * reads it by the same grant as everybody else. `createdOn` is YYYY-MM-DD.
 */
export async function createDirectory(
  practice: Practice,
  createdOn: string,
  records: readonly (PracticeRecord | Centre | Staff)[],
): Promise<void> {
  const staff = groupOf(practice.roster, 'staff', null);
  if (staff === undefined) throw new TypeError('no group of all staff');
  const draft = (content: CareRecord) => ({ compartment: 'directory' as const, content });
  const started = await prepareFile(practice, {
    file: newFileId(entropy),
    as: staff.id,
    readers: [{ reader: staff.id, scope: 'root' }],
    first: draft({ type: 'descriptor', file: 'directory', createdOn }),
  });
  const writer = writerOf(practice, started, staff.id);
  for (const content of records) await writer.add(draft(content));
  await sendAll(practice, writer.take());
}

/** Opens the directory's file by the grant of `as`. */
export function openDirectoryFile(
  practice: Practice,
  at: { readonly file: FileId; readonly as: PrincipalId },
): Promise<OpenedFile> {
  return readFile(practice, { ...at, purpose: 'caseload' });
}

/** Adds centres and people to the directory. */
export async function addToDirectory(
  practice: Practice,
  directory: OpenedFile,
  records: readonly (Centre | Staff)[],
): Promise<OpenedFile> {
  let opened = directory;
  for (const content of records satisfies readonly CareRecord[])
    opened = await writeEntry(practice, opened, { compartment: 'directory', content });
  return opened;
}

/**
 * Seals the directory anew to the readers it has, with the keys that they have now: after a group
 * got a new member, its older seed is not theirs. `directory` was opened before that.
 */
export async function resealDirectory(practice: Practice, directory: OpenedFile): Promise<void> {
  const readers: ReaderPlan[] = [...directory.file.state.readers].flatMap(([reader, { scopes }]) =>
    scopes.map((scope) => ({ reader, scope })),
  );
  await sendAll(practice, [await prepareRotation(practice, directory, readers)]);
}
