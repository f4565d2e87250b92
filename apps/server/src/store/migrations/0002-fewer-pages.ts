import type { Migration } from './migration.ts';

/**
 * An append writes to fewer pages: the wrap stands in the entry's row, bodies follow each other by the
 * number of that row, and versions of records are no longer indexed, because the server reads those of
 * a whole file at once. PostgreSQL keeps bodies of ordinary notes in their row.
 */
export const fewerPages: Migration = {
  version: 2,
  name: 'fewer pages an append',
  sqlite: [
    `CREATE TABLE entries_2 (
      id INTEGER PRIMARY KEY, file BLOB NOT NULL REFERENCES files, seq INTEGER NOT NULL,
      epoch INTEGER NOT NULL, kind TEXT NOT NULL, compartment TEXT NOT NULL, record BLOB NOT NULL,
      version INTEGER NOT NULL, length INTEGER NOT NULL, header BLOB NOT NULL,
      body_hash BLOB NOT NULL, signature BLOB NOT NULL, wrap_epoch INTEGER, wrap BLOB
    ) STRICT`,
    `INSERT INTO entries_2
      SELECT row_number() OVER (ORDER BY e.rowid), e.file, e.seq, e.epoch, e.kind, e.compartment,
        e.record, e.version, e.length, e.header, e.body_hash, e.signature, w.epoch, w.wrap
      FROM entries e LEFT JOIN wraps w USING (file, seq)`,
    'CREATE UNIQUE INDEX entries_by_file ON entries_2 (file, seq)',
    'CREATE TABLE bodies_2 (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT',
    `INSERT INTO bodies_2
      SELECT e.id, b.body FROM bodies b JOIN entries_2 e USING (file, seq) ORDER BY e.id`,
    'DROP TABLE wraps',
    'DROP TABLE bodies',
    'DROP TABLE entries',
    'ALTER TABLE entries_2 RENAME TO entries',
    'ALTER TABLE bodies_2 RENAME TO bodies',
  ],
  postgres: [
    'ALTER TABLE entries ADD COLUMN wrap_epoch bigint, ADD COLUMN wrap bytea',
    `UPDATE entries e SET wrap_epoch = w.epoch, wrap = w.wrap
      FROM wraps w WHERE w.file = e.file AND w.seq = e.seq`,
    'DROP TABLE wraps',
    'DROP INDEX entries_by_record',
    'ALTER TABLE bodies SET (toast_tuple_target = 8160)',
  ],
};
