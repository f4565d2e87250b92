import { type CareRecord, careRecordSchema, type Staff } from '@vaiti/care';
import { groupOf, holdsRole, type PrincipalId } from '@vaiti/core';
import { writeStanding } from '../access/rotate.ts';
import { ClientError } from '../errors.ts';
import { latest, openRecords } from '../file/content.ts';
import type { Directory } from './directory.ts';
import { openDirectoryFile } from './directory-file.ts';
import type { Practice } from './practice.ts';

/** Who looks at somebody's notes: active, and named by an administrator. */
export function supervisorOf(
  { roster }: Practice,
  { supervisors }: Directory,
  person: PrincipalId,
): PrincipalId | undefined {
  const id = supervisors.get(person);
  return id !== undefined && roster.people.get(id)?.retired === false ? id : undefined;
}

/**
 * Enters in the directory who looks at somebody's notes; null for nobody. For administrators, whose word
 * alone counts. Throws `arguments-invalid` for oneself or somebody who is not in the practice,
 * `not-found` without a directory or by somebody else.
 */
export async function setSupervisor(
  practice: Practice,
  directory: Directory,
  plan: { readonly trainee: PrincipalId; readonly supervisor: PrincipalId | null },
): Promise<void> {
  const { member, roster } = practice;
  const { supervisor, trainee } = plan;
  const active = (id: PrincipalId) => roster.people.get(id)?.retired === false;
  if (!holdsRole(roster, member.identity.id, 'administrator')) throw new ClientError('not-found');
  if (!active(trainee) || (supervisor !== null && (supervisor === trainee || !active(supervisor))))
    throw new ClientError('arguments-invalid');
  const staff = groupOf(roster, 'staff', null);
  if (directory.file === undefined || staff === undefined) throw new ClientError('not-found');
  const opened = await openDirectoryFile(practice, { file: directory.file, as: staff.id });
  const records = await openRecords<CareRecord>(opened, careRecordSchema);
  const known = records.find((record) => {
    const { content } = latest(record);
    return content.type === 'staff' && content.userId === trainee;
  });
  const before = known === undefined ? undefined : latest(known).content;
  if (known === undefined || before?.type !== 'staff') throw new ClientError('not-found');
  const content: Staff = { ...before, supervisor };
  await writeStanding(practice, opened, {
    compartment: 'directory',
    content,
    record: known.record,
  });
}
