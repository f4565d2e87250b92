import { sealedFiles } from './0001-sealed-files.ts';
import { fewerPages } from './0002-fewer-pages.ts';
import { ways } from './0003-ways.ts';
import { invitationTable } from './0004-invitations.ts';
import { besideReaders } from './0005-beside-readers.ts';
import { requestTables } from './0006-requests.ts';
import { memberTable } from './0007-members.ts';
import { tombstoneTables } from './0008-tombstones.ts';
import type { Migration } from './migration.ts';

/** Every step of the schema, in order. */
export const migrations: readonly Migration[] = [
  sealedFiles,
  fewerPages,
  ways,
  invitationTable,
  besideReaders,
  requestTables,
  memberTable,
  tombstoneTables,
];

export type { Migration } from './migration.ts';
