import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { perSecond } from '../figures.ts';

/** The bytes of one entry as a row, under a key like ours. */
export interface InsertTarget {
  /** Inserts durably, `group` rows a transaction, for so long; resolves to rows a second. */
  readonly measure: (group: number, milliseconds: number) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** A bare table in an SQLite file in the same folder: write-ahead log, every commit synced. */
export function sqliteInserts(folder: string, rows: readonly Uint8Array[]): InsertTarget {
  const db = new DatabaseSync(join(folder, 'limit.db'));
  db.exec('PRAGMA journal_mode = WAL');
  db.exec('PRAGMA synchronous = FULL');
  db.exec(
    'CREATE TABLE rows (file BLOB NOT NULL, seq INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (file, seq)) STRICT',
  );
  const insert = db.prepare('INSERT INTO rows VALUES (?, ?, ?)');
  const file = crypto.getRandomValues(new Uint8Array(16));
  let seq = 0;
  const measure = (group: number, milliseconds: number): number => {
    const first = seq;
    const began = performance.now();
    while (performance.now() - began < milliseconds) {
      db.exec('BEGIN IMMEDIATE');
      for (let i = 0; i < group; i++, seq++)
        insert.run(file, seq, rows[seq % rows.length] ?? new Uint8Array(0));
      db.exec('COMMIT');
    }
    return perSecond(seq - first, performance.now() - began);
  };
  return {
    measure: (group, milliseconds) => Promise.resolve(measure(group, milliseconds)),
    close: () => {
      db.close();
      return Promise.resolve();
    },
  };
}
