import type { Staff } from '@vaiti/care';
import { groupOf, type PrincipalId, type PublicKeys, type Role, unconfirmedOf } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { addToDirectory, openDirectoryFile } from '../practice/directory-file.ts';
import { readDirectory } from '../practice/directory.ts';
import { enrol, giveRole } from '../practice/found.ts';
import { renewGroups } from '../practice/groups.ts';
import type { Practice } from '../practice/practice.ts';

/** A role to be held at a centre; `centre` null is the whole practice. */
export interface RoleAt {
  readonly role: Role;
  readonly centre: string | null;
}

/** Somebody to be taken in: their own keys, and what the practice calls them. */
export interface Admission {
  readonly id: PrincipalId;
  readonly keys: PublicKeys;
  readonly name: string;
  readonly title: string;
  readonly roles: readonly RoleAt[];
}

async function giveRoles(practice: Practice, { id, roles }: Admission): Promise<void> {
  for (const { role, centre } of roles) {
    const held = practice.roster.people.get(id)?.roles ?? [];
    const has = held.some((one) => one.role === role && one.centre === centre);
    const waits =
      role === 'administrator' &&
      centre === null &&
      unconfirmedOf(practice.roster, id) !== undefined;
    if (!has && !waits) await giveRole(practice, id, role, centre);
  }
}

/**
 * Takes somebody into the practice: roster, roles, directory and groups. Each step looks whether it
 * was done before, so an interrupted admission is finished by calling it again. Throws
 * `roster-…`, `group-not-held`, and as the calls do.
 */
export async function admit(practice: Practice, who: Admission): Promise<void> {
  await practice.refresh();
  if (!practice.roster.people.has(who.id)) await enrol(practice, who);
  await giveRoles(practice, who);
  const directory = await readDirectory(practice);
  const staff = groupOf(practice.roster, 'staff', null);
  if (directory.file === undefined || staff === undefined) throw new ClientError('group-not-held');
  const file = await openDirectoryFile(practice, { file: directory.file, as: staff.id });
  const record: Staff = {
    type: 'staff',
    userId: who.id,
    name: who.name,
    title: who.title,
    roles: [...who.roles],
    supervisor: null,
  };
  if (!directory.staff.has(who.id)) await addToDirectory(practice, file, [record]);
  await renewGroups(practice, [...directory.centres.keys()]);
}
