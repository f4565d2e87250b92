import type { CareRecord, Centre, PracticeRecord, Staff } from '@vaiti/care';
import { type FileId, groupOf, newFileId, type PrincipalId } from '@vaiti/core';
import { sendAll, writerOf } from '../file/batch.ts';
import { type OpenedFile, readFile } from '../file/read.ts';
import { prepareFile } from '../file/write.ts';
import { writeStanding } from '../access/rotate.ts';
import type { Practice } from './practice.ts';

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
    file: newFileId(practice.member.entropy),
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
    opened = await writeStanding(practice, opened, { compartment: 'directory', content });
  return opened;
}
