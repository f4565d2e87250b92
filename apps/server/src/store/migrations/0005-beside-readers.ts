import type { Migration } from './migration.ts';

/**
 * What a file's chain says beside its readers (split of the root key, members, whether it was
 * forgotten), and the sealed shares of officers. `council` is the generation among which the key is
 * split, 0 without: files that lack a quorum are found by it.
 */
export const besideReaders: Migration = {
  version: 5,
  name: 'splits and shares',
  sqlite: [
    'ALTER TABLE files ADD COLUMN council INTEGER NOT NULL DEFAULT 0',
    'ALTER TABLE files ADD COLUMN beside BLOB',
    'CREATE INDEX files_by_council ON files (council, file)',
    `CREATE TABLE shares (
      file BLOB NOT NULL REFERENCES files, epoch INTEGER NOT NULL, officer BLOB NOT NULL,
      sealed BLOB NOT NULL, PRIMARY KEY (file, epoch, officer)
    ) STRICT`,
  ],
  postgres: [
    'ALTER TABLE files ADD COLUMN council bigint NOT NULL DEFAULT 0, ADD COLUMN beside bytea',
    'CREATE INDEX files_by_council ON files (council, file)',
    `CREATE TABLE shares (
      file bytea NOT NULL, epoch bigint NOT NULL, officer bytea NOT NULL, sealed bytea NOT NULL,
      PRIMARY KEY (file, epoch, officer)
    )`,
    'ALTER TABLE shares ALTER COLUMN sealed SET STORAGE EXTERNAL',
  ],
};
