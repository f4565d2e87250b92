import type { Migration } from './migration.ts';

/**
 * Files that have ended. Their rows in `files` and their entries without wraps and bodies stay, so that
 * chain and ledger can still be verified; who read the file in the end may see them, and who held its root
 * the leaves about it.
 */
export const tombstoneTables: Migration = {
  version: 8,
  name: 'tombstones',
  sqlite: [
    `CREATE TABLE tombstones (
      file BLOB PRIMARY KEY REFERENCES files, seq INTEGER NOT NULL, day INTEGER NOT NULL,
      backups INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE tombstone_readers (
      principal BLOB NOT NULL, file BLOB NOT NULL, root INTEGER NOT NULL,
      PRIMARY KEY (principal, file)
    ) STRICT, WITHOUT ROWID`,
  ],
  postgres: [
    `CREATE TABLE tombstones (
      file bytea PRIMARY KEY, seq bigint NOT NULL, day bigint NOT NULL, backups bigint NOT NULL
    )`,
    `CREATE TABLE tombstone_readers (
      principal bytea NOT NULL, file bytea NOT NULL, root bigint NOT NULL,
      PRIMARY KEY (principal, file)
    )`,
  ],
};
