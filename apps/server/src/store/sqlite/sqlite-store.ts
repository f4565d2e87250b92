import { chmodSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { type FileId, idBytes } from '@vaiti/core/blind';
import { Kysely } from 'kysely';
import { besideRowOf, bytes, fileRowOf, readerRowOf } from '../convert.ts';
import { duplicates } from '../errors.ts';
import { type Migrating, migrate } from '../migrate.ts';
import { Queries } from '../queries.ts';
import { storedRequests } from '../request-queries.ts';
import type { StoredFile } from '../rows.ts';
import type { Store } from '../store.ts';
import type { Tables } from '../tables.ts';
import { storedTombstones } from '../tombstones.ts';
import {
  emptyLog,
  openDatabase,
  snapshot,
  sqliteError,
  Statements,
  transaction,
} from './connection.ts';
import { sqliteDialect } from './dialect.ts';
import { fetchFile } from './fetch.ts';
import { stepsOfRequests } from './requests.ts';
import { stepsOf } from './steps.ts';
import { stepsOfAccount, stepsOfWays } from './ways.ts';
import { SqliteWriter } from './writer.ts';

/**
 * Opens the embedded store and brings it up to date; `path` is created with mode 0600. Rejects with
 * `store-unavailable` or `store-newer`.
 */
export async function openSqlite(path: string): Promise<Store> {
  const db = openDatabase(path);
  try {
    chmodSync(path, 0o600);
    await migrate(migratingSqlite(db));
    // Whatever was deleted before the last end of the process leaves the write-ahead log now.
    emptyLog(db);
    db.exec('PRAGMA query_only = ON');
    return sqliteStore(db, new SqliteWriter(path));
  } catch (cause) {
    db.close();
    throw sqliteError(cause);
  }
}

/** The schema's version is kept in `PRAGMA user_version`. */
export function migratingSqlite(db: DatabaseSync): Migrating {
  return {
    kind: 'sqlite',
    version: () =>
      guarded(() => Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0)),
    step: (statements, version) =>
      guarded(() => {
        transaction(db, () => {
          for (const statement of statements) db.exec(statement);
          db.exec(`PRAGMA user_version = ${String(version)}`);
        });
      }),
  };
}

async function guarded<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw sqliteError(cause);
  }
}

function sqliteStore(db: DatabaseSync, writer: SqliteWriter): Store {
  const sql = new Statements(db);
  const kysely = new Kysely<Tables>({ dialect: sqliteDialect(sql, writer) });
  const cold = new Queries(kysely);
  return {
    kind: 'sqlite',
    commit: (batch) => writer.write([...stepsOf(batch), ...stepsOfRequests(batch.requests)]),
    roster: (from) => guarded(() => cold.roster(from)),
    files: (files) => guarded(() => snapshot(db, () => readFiles(sql, files))),
    versions: (file) => guarded(() => cold.versions(file)),
    bodySeqs: (file) => guarded(() => cold.bodySeqs(file)),
    fetch: (query, visible) => guarded(() => snapshot(db, () => fetchFile(sql, query, visible))),
    listFiles: (principals, after, limit, by) =>
      guarded(() => cold.listFiles(principals, after, limit, by)),
    readersBeside: (principals) => guarded(() => cold.readersBeside(principals)),
    member: (principal) => guarded(() => cold.member(principal)),
    groupGrants: (reader, groups) => guarded(() => cold.groupGrants(reader, groups)),
    ...storedRequests(kysely, guarded),
    ...storedTombstones(kysely, guarded),
    scrub: () => writer.scrub(),
    leafCount: () =>
      guarded(
        () => sql.get<{ n: number }>('SELECT coalesce(max(idx) + 1, 0) AS n FROM leaves')?.n ?? 0,
      ),
    leafData: (from, to) =>
      guarded(() =>
        sql
          .all<{ data: Uint8Array }>(
            'SELECT data FROM leaves WHERE idx >= ? AND idx < ? ORDER BY idx',
            from,
            to,
          )
          .map((row) => bytes(row.data)),
      ),
    leavesOf: (file, from, limit) => guarded(() => cold.leavesOf(file, from, limit)),
    leavesFrom: (index, limit) => guarded(() => cold.leavesFrom(index, limit)),
    tile: (level, index) => guarded(() => cold.tile(level, index)),
    checkpoint: () => guarded(() => cold.checkpoint()),
    saveCheckpoint: (checkpoint) => guarded(() => cold.saveCheckpoint(checkpoint)),
    nonces: (since) => guarded(() => cold.nonces(since)),
    hasAccounts: () => guarded(() => cold.hasAccounts()),
    account: (account) => guarded(() => cold.account(account)),
    addAccount: (row, used) => duplicates(writer.write(stepsOfAccount(row, used))),
    accountsOf: (principal) => guarded(() => cold.accountsOf(principal)),
    touchAccount: (account, used) => guarded(() => cold.touchAccount(account, used)),
    wayList: (principal) => guarded(() => cold.wayList(principal)),
    changeWays: (change) => writer.write(stepsOfWays(change)),
    sessions: () => guarded(() => cold.sessions()),
    addSession: (row) => guarded(() => cold.addSession(row)),
    touchSessions: (rows) =>
      writer.write([
        {
          sql: 'UPDATE sessions SET used = ? WHERE hash = ?',
          rows: rows.map(({ hash, used }) => [used, hash]),
        },
      ]),
    removeSessions: (hashes) => guarded(() => cold.removeSessions(hashes)),
    invitations: () => guarded(() => cold.invitations()),
    addInvitation: (row) => duplicates(guarded(() => cold.addInvitation(row))),
    changeInvitation: (row) => guarded(() => cold.changeInvitation(row)),
    removeInvitations: (ids) => guarded(() => cold.removeInvitations(ids)),
    ping: () =>
      guarded(() => {
        sql.get('SELECT 1 FROM files LIMIT 1');
      }),
    close: () =>
      guarded(async () => {
        await writer.close();
        if (db.isOpen) db.close();
      }),
  };
}

function readFiles(sql: Statements, files: readonly FileId[]): ReadonlyMap<FileId, StoredFile> {
  const found = new Map<FileId, StoredFile>();
  for (const file of files) {
    const id = idBytes(file);
    const row = sql.get<Tables['files']>('SELECT * FROM files WHERE file = ?', id);
    if (row === undefined) continue;
    const readers = sql.all<Tables['readers']>('SELECT * FROM readers WHERE file = ?', id);
    found.set(file, {
      row: fileRowOf(row),
      readers: readers.map(readerRowOf),
      beside: besideRowOf(row),
    });
  }
  return found;
}
