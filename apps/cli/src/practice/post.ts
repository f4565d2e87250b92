import type { Centre } from '@vaiti/care';
import {
  addToDirectory,
  type Directory,
  openDirectoryFile,
  type Practice,
  readDirectory,
  type RoleAt,
} from '@vaiti/client';
import { groupOf, holdsRole, newFileId } from '@vaiti/core';
import { CliError } from '../output/errors.ts';
import type { Role } from '../output/roles.ts';

/** What was asked for on the command line. */
export interface PostWish {
  readonly role: Role;
  readonly centre?: string;
  readonly newCentre?: boolean;
}

/** Roles that are held in the whole practice. */
const WHOLE: readonly Role[] = [
  'administrator',
  'privacy-officer',
  'break-glass-officer',
  'auditor',
];

/** Throws `not-administrator` unless this member administers the practice. */
export function requireAdministrator({ member, roster }: Practice): void {
  if (!holdsRole(roster, member.identity.id, 'administrator'))
    throw new CliError('not-administrator');
}

async function addCentre(practice: Practice, directory: Directory, name: string): Promise<string> {
  const staff = groupOf(practice.roster, 'staff', null);
  if (directory.file === undefined || staff === undefined) throw new CliError('not-administrator');
  const id: string = newFileId(practice.member.entropy);
  const centre: Centre = { type: 'centre', id, name, address: null, phones: [] };
  const file = await openDirectoryFile(practice, { file: directory.file, as: staff.id });
  await addToDirectory(practice, file, [centre]);
  return id;
}

/**
 * The role at its centre, and the directory with that centre in it: with `newCentre` it is added.
 * Throws `usage` without a centre where the role needs one, `centre-unknown`.
 */
export async function postOf(
  practice: Practice,
  wish: PostWish,
): Promise<{ readonly role: RoleAt; readonly directory: Directory }> {
  const { centre, role } = wish;
  const directory = await readDirectory(practice);
  if (centre === undefined) {
    if (WHOLE.includes(role)) return { role: { role, centre: null }, directory };
    throw new CliError('usage', { what: '--centre' });
  }
  const known = [...directory.centres.values()];
  const found = known.find((one) => one.name.toLowerCase() === centre.toLowerCase());
  if (found !== undefined) return { role: { role, centre: found.id }, directory };
  if (wish.newCentre !== true) {
    const names = known.map((one) => one.name).join(', ');
    throw new CliError('centre-unknown', { name: centre, names });
  }
  const added = await addCentre(practice, directory, centre);
  return { role: { role, centre: added }, directory: await readDirectory(practice) };
}
