import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openPostgres } from '../store/postgres/postgres-store.ts';
import { openSqlite } from '../store/sqlite/sqlite-store.ts';
import type { Store } from '../store/store.ts';

/** Where PostgreSQL is for tests. */
export const postgresUrl =
  process.env.VAITI_TEST_POSTGRES ?? 'postgres:///test?host=/var/run/postgresql';
pg.defaults.user ??= userInfo().username;

/** One statement on the test database, outside of any store. */
export async function postgresQuery<T extends pg.QueryResultRow>(text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: postgresUrl, connectionTimeoutMillis: 3000 });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Why PostgreSQL is not tested here; false when it is. */
export async function postgresSkip(): Promise<string | false> {
  try {
    await postgresQuery('SELECT 1');
    return false;
  } catch (error) {
    if (process.env.VAITI_REQUIRE_POSTGRES === '1') throw error;
    return 'no PostgreSQL at VAITI_TEST_POSTGRES';
  }
}

/** A place for a store, empty at first; `open` may be called again after `close`. */
export interface StorePlace {
  readonly open: () => Promise<Store>;
  /** Settings that make a server use this place. */
  readonly env: Readonly<Record<string, string>>;
  readonly remove: () => Promise<void>;
}

/** A kind of store to run a suite on. */
export interface StoreKind {
  readonly name: 'sqlite' | 'postgres';
  readonly skip: string | false;
  readonly place: () => Promise<StorePlace>;
}

/** Both stores; PostgreSQL is skipped where there is none. */
export async function storeKinds(): Promise<readonly StoreKind[]> {
  return [
    { name: 'sqlite', skip: false, place: sqlitePlace },
    { name: 'postgres', skip: await postgresSkip(), place: postgresPlace },
  ];
}

function sqlitePlace(): Promise<StorePlace> {
  const dir = mkdtempSync(join(tmpdir(), 'vaiti-store-'));
  return Promise.resolve({
    open: () => openSqlite(join(dir, 'vaiti.db')),
    env: {},
    remove: () => {
      rmSync(dir, { recursive: true, force: true });
      return Promise.resolve();
    },
  });
}

function postgresPlace(): Promise<StorePlace> {
  const schema = `vaiti_test_${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`;
  return Promise.resolve({
    open: () => openPostgres({ url: postgresUrl, schema, allow: new Set() }),
    env: { DATABASE_URL: postgresUrl, VAITI_SCHEMA: schema },
    remove: async () => {
      await postgresQuery(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    },
  });
}
