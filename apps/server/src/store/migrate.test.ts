import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { postgresQuery, postgresSkip, postgresUrl } from '../testing/stores.ts';
import { StoreError } from './errors.ts';
import { migrate, type Migrating } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { migratingPostgres } from './postgres/postgres-store.ts';
import { Writer } from './postgres/writer.ts';
import { openDatabase } from './sqlite/connection.ts';
import { migratingSqlite } from './sqlite/sqlite-store.ts';

/** A database that is nothing yet, with the means to write and count rows as any version would. */
interface Blank {
  readonly migrating: Migrating;
  readonly run: (statement: string) => Promise<void>;
  readonly count: (table: string) => Promise<number>;
  readonly close: () => Promise<void>;
}

function sqliteBlank(): Promise<Blank> {
  const dir = mkdtempSync(join(tmpdir(), 'vaiti-migrate-'));
  const db = openDatabase(join(dir, 'vaiti.db'));
  return Promise.resolve({
    migrating: migratingSqlite(db),
    run: (statement) => {
      db.exec(statement);
      return Promise.resolve();
    },
    count: (table) =>
      Promise.resolve(Number(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n)),
    close: () => {
      db.close();
      rmSync(dir, { recursive: true, force: true });
      return Promise.resolve();
    },
  });
}

async function postgresBlank(): Promise<Blank> {
  const schema = `vaiti_test_${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`;
  const writer = new Writer({ url: postgresUrl, schema });
  await writer.open();
  return {
    migrating: migratingPostgres(writer),
    run: (statement) => writer.transaction([statement]),
    count: async (table) =>
      (await writer.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n ?? 0,
    close: async () => {
      await writer.close();
      await postgresQuery(`DROP SCHEMA ${schema} CASCADE`);
    },
  };
}

/** For each version: a row in it that later versions must keep. */
const contents: Readonly<Record<number, { readonly table: string; readonly insert: string }>> = {
  1: { table: 'accounts', insert: `INSERT INTO accounts VALUES ('a', 'b', 'c', 'd')` },
};
const insertOf = (version: number, kind: Migrating['kind']): string => {
  const text = contents[version]?.insert ?? assert.fail('every version has contents');
  return kind === 'sqlite' ? text.replace(/'(b|d)'/g, "x'0$1'") : text;
};

const kinds = [
  { name: 'sqlite', skip: false as const, blank: sqliteBlank },
  { name: 'postgres', skip: await postgresSkip(), blank: postgresBlank },
];

for (const kind of kinds) {
  describe(`migrations on ${kind.name}`, { skip: kind.skip }, () => {
    test('versions are 1, 2, 3 and so on', () => {
      assert.deepEqual(
        migrations.map((m) => m.version),
        migrations.map((_, i) => i + 1),
      );
    });

    for (const { version } of migrations)
      test(`from version ${String(version)}, with contents, to the newest`, async () => {
        const blank = await kind.blank();
        assert.equal(await migrate(blank.migrating, version), version);
        assert.equal(await blank.migrating.version(), version);
        await blank.run(insertOf(version, blank.migrating.kind));
        assert.equal(await migrate(blank.migrating), migrations.length - version);
        assert.equal(await blank.count(contents[version]?.table ?? ''), 1);
        assert.equal(await migrate(blank.migrating), 0);
        await blank.close();
      });

    test('a step that fails leaves the version and the tables as they were', async () => {
      const blank = await kind.blank();
      await migrate(blank.migrating);
      const newest = migrations.length;
      const broken = ['CREATE TABLE half (x integer)', 'CREATE TABLE accounts (x integer)'];
      await assert.rejects(blank.migrating.step(broken, newest + 1), StoreError);
      assert.equal(await blank.migrating.version(), newest);
      await assert.rejects(async () => blank.count('half'));
      await blank.close();
    });

    test('a database of a later version is left alone', async () => {
      const blank = await kind.blank();
      await migrate(blank.migrating);
      await blank.migrating.step([], migrations.length + 1);
      await assert.rejects(
        migrate(blank.migrating),
        (error) => error instanceof StoreError && error.code === 'store-newer',
      );
      await blank.close();
    });
  });
}
