import type { Migration } from './migration.ts';

/**
 * Sealed files, roster, ledger, accounts. `file` leads every key of what belongs to a file, so that
 * a distributed PostgreSQL can shard by it. Bodies lie apart from headers: a chain is walked without
 * reading them, and PostgreSQL stores them uncompressed out of line.
 */
export const sealedFiles: Migration = {
  version: 1,
  name: 'sealed files',
  sqlite: [
    `CREATE TABLE roster (
      seq INTEGER PRIMARY KEY, entry BLOB NOT NULL, signature BLOB NOT NULL
    ) STRICT`,
    `CREATE TABLE files (
      file BLOB PRIMARY KEY, head_seq INTEGER NOT NULL, head_id BLOB NOT NULL,
      epoch INTEGER NOT NULL, day INTEGER NOT NULL, counter INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE readers (
      file BLOB NOT NULL REFERENCES files, principal BLOB NOT NULL, generation INTEGER NOT NULL,
      scopes TEXT NOT NULL, PRIMARY KEY (file, principal)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX readers_by_principal ON readers (principal, file)',
    `CREATE TABLE entries (
      file BLOB NOT NULL REFERENCES files, seq INTEGER NOT NULL, epoch INTEGER NOT NULL,
      kind TEXT NOT NULL, compartment TEXT NOT NULL, record BLOB NOT NULL,
      version INTEGER NOT NULL, length INTEGER NOT NULL, header BLOB NOT NULL,
      body_hash BLOB NOT NULL, signature BLOB NOT NULL, PRIMARY KEY (file, seq)
    ) STRICT`,
    'CREATE UNIQUE INDEX entries_by_record ON entries (file, record, version)',
    `CREATE TABLE bodies (
      file BLOB NOT NULL, seq INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (file, seq)
    ) STRICT`,
    `CREATE TABLE wraps (
      file BLOB NOT NULL, seq INTEGER NOT NULL, epoch INTEGER NOT NULL, wrap BLOB NOT NULL,
      PRIMARY KEY (file, seq)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE grants (
      file BLOB NOT NULL, epoch INTEGER NOT NULL, reader BLOB NOT NULL, scope TEXT NOT NULL,
      sealed BLOB NOT NULL, PRIMARY KEY (file, epoch, reader, scope)
    ) STRICT`,
    `CREATE TABLE leaves (
      idx INTEGER PRIMARY KEY, data BLOB NOT NULL, file BLOB, counter INTEGER,
      salt BLOB NOT NULL, opening BLOB NOT NULL
    ) STRICT`,
    'CREATE UNIQUE INDEX leaves_by_file ON leaves (file, counter) WHERE file IS NOT NULL',
    `CREATE TABLE tiles (
      level INTEGER NOT NULL, idx INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (level, idx)
    ) STRICT`,
    `CREATE TABLE checkpoint (
      one INTEGER PRIMARY KEY CHECK (one = 1), size INTEGER NOT NULL, root BLOB NOT NULL,
      note TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE nonces (
      reader BLOB NOT NULL, nonce TEXT NOT NULL, time INTEGER NOT NULL, PRIMARY KEY (reader, nonce)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE accounts (
      account TEXT PRIMARY KEY, principal BLOB NOT NULL, record TEXT NOT NULL,
      sealed_seed BLOB NOT NULL
    ) STRICT`,
    `CREATE TABLE sessions (
      hash TEXT PRIMARY KEY, principal BLOB NOT NULL, created INTEGER NOT NULL,
      used INTEGER NOT NULL
    ) STRICT`,
  ],
  postgres: [
    'CREATE TABLE roster (seq bigint PRIMARY KEY, entry bytea NOT NULL, signature bytea NOT NULL)',
    `CREATE TABLE files (
      file bytea PRIMARY KEY, head_seq bigint NOT NULL, head_id bytea NOT NULL,
      epoch bigint NOT NULL, day bigint NOT NULL, counter bigint NOT NULL
    )`,
    `CREATE TABLE readers (
      file bytea NOT NULL, principal bytea NOT NULL, generation bigint NOT NULL,
      scopes text NOT NULL, PRIMARY KEY (file, principal)
    )`,
    'CREATE INDEX readers_by_principal ON readers (principal, file)',
    `CREATE TABLE entries (
      file bytea NOT NULL, seq bigint NOT NULL, epoch bigint NOT NULL, kind text NOT NULL,
      compartment text NOT NULL, record bytea NOT NULL, version bigint NOT NULL,
      length bigint NOT NULL, header bytea NOT NULL, body_hash bytea NOT NULL,
      signature bytea NOT NULL, PRIMARY KEY (file, seq)
    )`,
    'CREATE UNIQUE INDEX entries_by_record ON entries (file, record, version)',
    `CREATE TABLE bodies (
      file bytea NOT NULL, seq bigint NOT NULL, body bytea NOT NULL, PRIMARY KEY (file, seq)
    )`,
    'ALTER TABLE bodies ALTER COLUMN body SET STORAGE EXTERNAL',
    `CREATE TABLE wraps (
      file bytea NOT NULL, seq bigint NOT NULL, epoch bigint NOT NULL, wrap bytea NOT NULL,
      PRIMARY KEY (file, seq)
    )`,
    `CREATE TABLE grants (
      file bytea NOT NULL, epoch bigint NOT NULL, reader bytea NOT NULL, scope text NOT NULL,
      sealed bytea NOT NULL, PRIMARY KEY (file, epoch, reader, scope)
    )`,
    'ALTER TABLE grants ALTER COLUMN sealed SET STORAGE EXTERNAL',
    `CREATE TABLE leaves (
      idx bigint PRIMARY KEY, data bytea NOT NULL, file bytea, counter bigint,
      salt bytea NOT NULL, opening bytea NOT NULL
    )`,
    'CREATE UNIQUE INDEX leaves_by_file ON leaves (file, counter) WHERE file IS NOT NULL',
    `CREATE TABLE tiles (
      level bigint NOT NULL, idx bigint NOT NULL, data bytea NOT NULL, PRIMARY KEY (level, idx)
    )`,
    'ALTER TABLE tiles ALTER COLUMN data SET STORAGE EXTERNAL',
    `CREATE TABLE checkpoint (
      one bigint PRIMARY KEY CHECK (one = 1), size bigint NOT NULL, root bytea NOT NULL,
      note text NOT NULL
    )`,
    `CREATE TABLE nonces (
      reader bytea NOT NULL, nonce text NOT NULL, time bigint NOT NULL, PRIMARY KEY (reader, nonce)
    )`,
    `CREATE TABLE accounts (
      account text PRIMARY KEY, principal bytea NOT NULL, record text NOT NULL,
      sealed_seed bytea NOT NULL
    )`,
    `CREATE TABLE sessions (
      hash text PRIMARY KEY, principal bytea NOT NULL, created bigint NOT NULL, used bigint NOT NULL
    )`,
  ],
};
