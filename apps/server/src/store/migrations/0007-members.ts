import type { Migration } from './migration.ts';

/**
 * Patients and guardians: whom files have let in, with the keys that the chain names, and invitations
 * by which they come.
 */
export const memberTable: Migration = {
  version: 7,
  name: 'patients and guardians',
  sqlite: [
    `CREATE TABLE members (
      principal BLOB NOT NULL, file BLOB NOT NULL, role TEXT NOT NULL, sign BLOB NOT NULL,
      kem BLOB NOT NULL, PRIMARY KEY (principal, file)
    ) STRICT, WITHOUT ROWID`,
    `ALTER TABLE invitations ADD COLUMN kind TEXT NOT NULL DEFAULT 'staff'`,
  ],
  postgres: [
    `CREATE TABLE members (
      principal bytea NOT NULL, file bytea NOT NULL, role text NOT NULL, sign bytea NOT NULL,
      kem bytea NOT NULL, PRIMARY KEY (principal, file)
    )`,
    `ALTER TABLE invitations ADD COLUMN kind text NOT NULL DEFAULT 'staff'`,
  ],
};
