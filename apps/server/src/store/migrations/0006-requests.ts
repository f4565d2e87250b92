import type { Migration } from './migration.ts';

/**
 * What somebody asks for that takes the agreement of others (to open a file in an emergency, to have it
 * forgotten), and what they answered. Reasons and shares are sealed.
 */
export const requestTables: Migration = {
  version: 6,
  name: 'requests',
  sqlite: [
    `CREATE TABLE requests (
      file BLOB NOT NULL, id BLOB NOT NULL, kind TEXT NOT NULL, requester BLOB NOT NULL,
      time INTEGER NOT NULL, expires INTEGER NOT NULL, request BLOB NOT NULL,
      signature BLOB NOT NULL, reason BLOB NOT NULL, done INTEGER,
      PRIMARY KEY (file, id)
    ) STRICT`,
    'CREATE INDEX requests_by_time ON requests (time)',
    `CREATE TABLE answers (
      file BLOB NOT NULL, request BLOB NOT NULL, author BLOB NOT NULL, says TEXT NOT NULL,
      epoch INTEGER NOT NULL, time INTEGER NOT NULL, statement BLOB NOT NULL,
      signature BLOB NOT NULL, share BLOB,
      PRIMARY KEY (file, request, author, says, epoch)
    ) STRICT`,
  ],
  postgres: [
    `CREATE TABLE requests (
      file bytea NOT NULL, id bytea NOT NULL, kind text NOT NULL, requester bytea NOT NULL,
      time bigint NOT NULL, expires bigint NOT NULL, request bytea NOT NULL,
      signature bytea NOT NULL, reason bytea NOT NULL, done bigint,
      PRIMARY KEY (file, id)
    )`,
    'CREATE INDEX requests_by_time ON requests (time)',
    `CREATE TABLE answers (
      file bytea NOT NULL, request bytea NOT NULL, author bytea NOT NULL, says text NOT NULL,
      epoch bigint NOT NULL, time bigint NOT NULL, statement bytea NOT NULL,
      signature bytea NOT NULL, share bytea,
      PRIMARY KEY (file, request, author, says, epoch)
    )`,
  ],
};
