import type { Migration } from './migration.ts';

/**
 * A person may have several ways to sign in: an account is one of them, with its kind and times in
 * milliseconds, and `record` is empty where no password belongs to it. The person's own signed list of
 * their ways stands beside them, and a session knows by which way it began.
 */
export const ways: Migration = {
  version: 3,
  name: 'ways to sign in',
  sqlite: [
    `ALTER TABLE accounts ADD COLUMN kind TEXT NOT NULL DEFAULT 'password'`,
    'ALTER TABLE accounts ADD COLUMN created INTEGER NOT NULL DEFAULT 0',
    'ALTER TABLE accounts ADD COLUMN used INTEGER NOT NULL DEFAULT 0',
    'CREATE INDEX accounts_by_principal ON accounts (principal)',
    `CREATE TABLE way_lists (
      principal BLOB PRIMARY KEY, counter INTEGER NOT NULL, list BLOB NOT NULL,
      signature BLOB NOT NULL
    ) STRICT`,
    'ALTER TABLE sessions ADD COLUMN way TEXT',
  ],
  postgres: [
    `ALTER TABLE accounts ADD COLUMN kind text NOT NULL DEFAULT 'password',
      ADD COLUMN created bigint NOT NULL DEFAULT 0, ADD COLUMN used bigint NOT NULL DEFAULT 0`,
    'CREATE INDEX accounts_by_principal ON accounts (principal)',
    `CREATE TABLE way_lists (
      principal bytea PRIMARY KEY, counter bigint NOT NULL, list bytea NOT NULL,
      signature bytea NOT NULL
    )`,
    'ALTER TABLE sessions ADD COLUMN way text',
  ],
};
