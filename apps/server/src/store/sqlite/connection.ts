import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { StoreError } from '../errors.ts';

/**
 * One connection to an SQLite file: write-ahead log, every commit synced to the disk, foreign keys
 * checked. Throws `store-unavailable` when the file cannot be opened or is not a database.
 */
export function openDatabase(path: string): DatabaseSync {
  try {
    const db = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5000 });
    // Of a new file; one that exists keeps its own.
    db.exec('PRAGMA page_size = 8192');
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = FULL');
    db.exec('PRAGMA cache_size = -65536');
    db.exec('PRAGMA wal_autocheckpoint = 8000');
    db.exec('PRAGMA journal_size_limit = 134217728');
    db.exec('PRAGMA secure_delete = ON');
    return db;
  } catch (cause) {
    throw sqliteError(cause);
  }
}

/** What SQLite's result codes mean to a caller (sqlite.org/rescode.html, primary codes). */
export function sqliteError(cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const code = resultCode(cause);
  if (code === 13) return new StoreError('store-full', { cause });
  if (code === 19) return new StoreError('store-conflict', { cause });
  return new StoreError('store-unavailable', { cause });
}

function resultCode(cause: unknown): number | undefined {
  if (typeof cause !== 'object' || cause === null || !('errcode' in cause)) return undefined;
  return typeof cause.errcode === 'number' ? cause.errcode & 0xff : undefined;
}

/** Prepared statements by their text, each prepared once. */
export class Statements {
  readonly #db: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  #statement(sql: string): StatementSync {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }

  /** Runs and returns how many rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  /** All rows; the caller names their shape, which is that of the statement's columns. */
  all<T>(sql: string, ...values: SQLInputValue[]): T[] {
    return this.#statement(sql).all(...values) as T[];
  }

  get<T>(sql: string, ...values: SQLInputValue[]): T | undefined {
    return this.#statement(sql).get(...values) as T | undefined;
  }
}

/**
 * Moves the write-ahead log into the database and cuts it to nothing, so that no page of before is left
 * in it. A reader in the way holds it up for the connection's timeout at most; the next call goes on.
 */
export function emptyLog(db: DatabaseSync): void {
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

/** Runs `work` in one transaction that writes; nothing is kept when it throws. */
export function transaction(db: DatabaseSync, work: () => void): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    work();
    db.exec('COMMIT');
  } catch (cause) {
    // Some failures (a full disk among them) have already rolled back.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw cause;
  }
}

/** Runs `work`, whose reads all see the same moment. */
export function snapshot<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN');
  try {
    return work();
  } finally {
    db.exec('COMMIT');
  }
}
