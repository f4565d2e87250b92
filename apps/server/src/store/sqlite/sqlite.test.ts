import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { DatabaseSync } from 'node:sqlite';
import { StartRefused } from '../../config/refusal.ts';
import { TestServer } from '../../testing/harness.ts';
import { TestPractice } from '../../testing/personas.ts';
import { StoreError } from '../errors.ts';
import { openDatabase, sqliteError } from './connection.ts';
import { openSqlite } from './sqlite-store.ts';
import { SqliteWriter } from './writer.ts';

const dir = mkdtempSync(join(tmpdir(), 'vaiti-sqlite-'));
after(() => rmSync(dir, { recursive: true, force: true }));

test('a full disk is store-full', () => {
  const db = openDatabase(join(dir, 'full.db'));
  db.exec('CREATE TABLE t (x BLOB)');
  db.exec('PRAGMA max_page_count = 8');
  let seen: unknown;
  try {
    for (let i = 0; i < 100; i++) db.exec('INSERT INTO t VALUES (zeroblob(4000))');
  } catch (error) {
    seen = sqliteError(error);
  }
  assert.ok(seen instanceof StoreError && seen.code === 'store-full');
  db.close();
});

test('every commit is synced, in a write-ahead log', () => {
  const db = openDatabase(join(dir, 'pragmas.db'));
  const value = (name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  assert.deepEqual(['journal_mode', 'synchronous', 'foreign_keys', 'secure_delete'].map(value), [
    'wal',
    2,
    1,
    1,
  ]);
  db.close();
});

test('what is no database is store-unavailable', async () => {
  const path = join(dir, 'text.db');
  writeFileSync(
    path,
    'not a database, but long enough to have a header of a hundred bytes'.repeat(3),
  );
  await assert.rejects(
    openSqlite(path),
    (error) => error instanceof StoreError && error.code === 'store-unavailable',
  );
});

test('a writing thread that cannot start is unavailable, and the next write starts another', async () => {
  const folder = join(dir, 'later');
  const path = join(folder, 'vaiti.db');
  const writer = new SqliteWriter(path);
  const unavailable = (error: unknown) =>
    error instanceof StoreError && error.code === 'store-unavailable';
  const make = [{ sql: 'CREATE TABLE t (x INTEGER PRIMARY KEY) STRICT', rows: [[]] }];
  await assert.rejects(writer.write(make), unavailable);
  mkdirSync(folder);
  await writer.write(make);
  const insert = (x: unknown) =>
    writer.write([{ sql: 'INSERT INTO t VALUES (?)', rows: [[x as number], [7]] }]);
  await insert(1);
  await assert.rejects(
    insert(1),
    (error) => error instanceof StoreError && error.code === 'store-conflict',
  );
  await assert.rejects(insert('text'), StoreError);
  const reading = openDatabase(path);
  assert.equal(reading.prepare('SELECT count(*) AS n FROM t').get()?.n, 2);
  reading.close();
  await writer.close();
  await assert.rejects(insert(2), unavailable);
});

describe('a store that somebody changed while the server was down', () => {
  const tampered: readonly [string, string, string][] = [
    ['a leaf', 'UPDATE leaves SET data = zeroblob(32) WHERE idx = 1', 'ledger-mismatch'],
    ['leaves cut off', 'DELETE FROM leaves WHERE idx > 1', 'ledger-mismatch'],
    [
      'a roster entry',
      'UPDATE roster SET signature = zeroblob(64) WHERE seq = 1',
      'roster-invalid',
    ],
    ['the roster cut short', 'DELETE FROM roster WHERE seq = 0', 'roster-invalid'],
  ];
  for (const [what, statement, code] of tampered)
    test(`${what}: ${code}`, async () => {
      const server = await TestServer.start();
      const practice = await TestPractice.found(server);
      await practice.enrol('therapist');
      await server.running.stop();
      const db = new DatabaseSync(join(server.config.data, 'vaiti.db'));
      db.exec(statement);
      db.close();
      await assert.rejects(
        server.restart(),
        (error) => error instanceof StartRefused && error.code === code,
      );
      rmSync(server.config.data, { recursive: true });
    });
});
