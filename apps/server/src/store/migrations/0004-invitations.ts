import type { Migration } from './migration.ts';

/** Open invitations. What they say and their codes are sealed; tokens are kept as hashes. */
export const invitationTable: Migration = {
  version: 4,
  name: 'invitations',
  sqlite: [
    `CREATE TABLE invitations (
      id BLOB PRIMARY KEY, token TEXT NOT NULL UNIQUE, inviter BLOB NOT NULL,
      expires INTEGER NOT NULL, state TEXT NOT NULL, sealed BLOB NOT NULL, kept BLOB NOT NULL,
      principal BLOB, answer BLOB
    ) STRICT`,
  ],
  postgres: [
    `CREATE TABLE invitations (
      id bytea PRIMARY KEY, token text NOT NULL UNIQUE, inviter bytea NOT NULL,
      expires bigint NOT NULL, state text NOT NULL, sealed bytea NOT NULL, kept bytea NOT NULL,
      principal bytea, answer bytea
    )`,
  ],
};
