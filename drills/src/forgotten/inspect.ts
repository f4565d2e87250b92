import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fromHex, toHex } from '@vaiti/core';
import { Searcher } from '../theft/find/search.ts';
import { piecesOf, type Sealed, sealedOf } from './needles.ts';

/** What of a file that has ended is still in the tables of its store. */
export interface Left {
  readonly file: string;
  /** Days since 1970: when it ended, and after which no backup may have its keys. */
  readonly day: number;
  readonly backups: number;
  /** Rows by table that should be gone; none in a store that keeps its word. */
  readonly rows: Readonly<Record<string, number>>;
  /** Pieces of what an earlier copy of the store had sealed for the file, found in the raw bytes. */
  readonly pieces: number;
}

/** What was found in a stopped store. */
export interface Inspection {
  readonly files: readonly Left[];
  /** Pieces looked for, which came from an earlier copy; 0 without one. */
  readonly needles: number;
  /** Raw bytes searched: the database and its write-ahead log. */
  readonly bytes: number;
}

/** What must be empty for a file that has ended, as a count with one parameter. */
const counts: Readonly<Record<string, string>> = {
  bodies: 'SELECT count(*) AS n FROM bodies b JOIN entries e USING (id) WHERE e.file = ?',
  wraps: 'SELECT count(*) AS n FROM entries WHERE file = ? AND wrap IS NOT NULL',
  grants: 'SELECT count(*) AS n FROM grants WHERE file = ?',
  shares: 'SELECT count(*) AS n FROM shares WHERE file = ?',
  readers: 'SELECT count(*) AS n FROM readers WHERE file = ?',
  members: 'SELECT count(*) AS n FROM members WHERE file = ?',
  answers: 'SELECT count(*) AS n FROM answers WHERE file = ? AND share IS NOT NULL',
};

const DATABASE = 'vaiti.db';

function opened<T>(data: string, read: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(join(data, DATABASE), { readOnly: true });
  try {
    return read(db);
  } finally {
    db.close();
  }
}

function rowsLeft(db: DatabaseSync, file: string): Readonly<Record<string, number>> {
  const found = Object.entries(counts).map(([name, sql]) => {
    const n = db.prepare(sql).get(fromHex(file))?.['n'];
    return [name, typeof n === 'number' ? n : -1] as const;
  });
  return Object.fromEntries(found.filter(([, n]) => n !== 0));
}

/** How many pieces of each file lie in the raw bytes of the store, and how many bytes those are. */
async function search(
  data: string,
  sealed: readonly Sealed[],
): Promise<{
  readonly found: ReadonlyMap<string, number>;
  readonly bytes: number;
  readonly needles: number;
}> {
  const pieces = sealed.flatMap((one) => piecesOf(one).map((bytes) => ({ file: one.file, bytes })));
  const found = new Map<string, number>();
  let searched = 0;
  if (pieces.length === 0) return { found, bytes: 0, needles: 0 };
  const searcher = new Searcher(pieces.map(({ bytes }) => bytes));
  for (const name of [DATABASE, `${DATABASE}-wal`]) {
    const path = join(data, name);
    if (!existsSync(path)) continue;
    const seen = new Set<number>();
    const scan = searcher.scan(({ pattern }) => seen.add(pattern));
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
      scan.push(chunk as Uint8Array);
    searched += scan.bytes;
    for (const at of seen) {
      const file = pieces[at]?.file ?? '';
      found.set(file, (found.get(file) ?? 0) + 1);
    }
  }
  return { found, bytes: searched, needles: pieces.length };
}

/**
 * Inspects the stopped SQLite store below `data`: of every file that has ended nothing that opens it
 * may be in the tables, and nothing that `before`, a copy of the store from before, had sealed for it
 * may lie anywhere in the raw bytes. Throws what `node:sqlite` does for what is no store.
 */
export async function inspectForgotten(data: string, before?: string): Promise<Inspection> {
  const ended = opened(data, (db) =>
    db
      .prepare('SELECT file, day, backups FROM tombstones ORDER BY file')
      .all()
      .map((row) => ({
        file: toHex(row['file'] as Uint8Array),
        day: Number(row['day']),
        backups: Number(row['backups']),
      })),
  );
  const sealed =
    before === undefined
      ? []
      : opened(before, (db) => ended.flatMap(({ file }) => sealedOf(db, file)));
  const { bytes, found, needles } = await search(data, sealed);
  const files = opened(data, (db) =>
    ended.map((one) => ({
      ...one,
      rows: rowsLeft(db, one.file),
      pieces: found.get(one.file) ?? 0,
    })),
  );
  return { files, needles, bytes };
}
