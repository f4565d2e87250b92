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

interface Contents {
  readonly insert: readonly string[];
  /** What to count afterwards, each once. */
  readonly kept: readonly string[];
}

/** For each version: rows in it that later versions must keep. Bytes are written as \\x.. */
const contents: Readonly<Record<number, Contents>> = {
  1: {
    insert: [
      `INSERT INTO accounts VALUES ('a', '\\x0b', 'c', '\\x0d')`,
      `INSERT INTO files VALUES ('\\x0f', 1, '\\x01', 1, 20000, 2)`,
      `INSERT INTO entries VALUES
        ('\\x0f', 0, 1, 'open', 'clinical', '\\x02', 1, 0, '\\x03', '\\x04', '\\x05'),
        ('\\x0f', 1, 1, 'entry', 'clinical', '\\x06', 1, 9, '\\x07', '\\x08', '\\x09')`,
      `INSERT INTO bodies VALUES ('\\x0f', 1, '\\x0a')`,
      `INSERT INTO wraps VALUES ('\\x0f', 1, 1, '\\x0c')`,
    ],
    kept: [
      'accounts',
      `entries WHERE seq = 0 AND wrap IS NULL AND wrap_epoch IS NULL`,
      `entries WHERE seq = 1 AND header = '\\x07' AND wrap = '\\x0c' AND wrap_epoch = 1`,
      `bodies WHERE body = '\\x0a'`,
    ],
  },
  2: {
    insert: [
      `INSERT INTO tiles VALUES (0, 0, '\\x0d')`,
      `INSERT INTO accounts VALUES ('b', '\\x0b', 'c', '\\x0d')`,
      `INSERT INTO sessions VALUES ('h', '\\x0b', 1, 2)`,
    ],
    kept: [
      'tiles',
      `accounts WHERE kind = 'password' AND record = 'c' AND created = 0 AND used = 0`,
      `sessions WHERE hash = 'h' AND way IS NULL`,
    ],
  },
  3: {
    insert: [
      `INSERT INTO way_lists VALUES ('\\x0b', 1, '\\x01', '\\x02')`,
      `INSERT INTO accounts VALUES ('p', '\\x0b', '', '\\x0d', 'passkey', 5, 6)`,
    ],
    kept: ['way_lists', `accounts WHERE kind = 'passkey' AND used = 6`],
  },
  4: {
    insert: [
      `INSERT INTO invitations VALUES
        ('\\x01', 't', '\\x0b', 5, 'open', '\\x02', '\\x03', NULL, NULL),
        ('\\x04', 'u', '\\x0b', 6, 'answered', '\\x02', '\\x03', '\\x0c', '\\x0d')`,
    ],
    kept: [
      `invitations WHERE state = 'open' AND principal IS NULL AND expires = 5`,
      `invitations WHERE state = 'answered' AND principal = '\\x0c' AND answer = '\\x0d'`,
    ],
  },
  5: {
    insert: [
      `INSERT INTO files VALUES ('\\x0e', 1, '\\x01', 1, 20000, 2, 3, '\\x04')`,
      `INSERT INTO files VALUES ('\\x0d', 1, '\\x01', 1, 20000, 2, 0, NULL)`,
      `INSERT INTO shares VALUES ('\\x0e', 1, '\\x0b', '\\x05')`,
    ],
    kept: [
      `files WHERE file = '\\x0e' AND council = 3 AND beside = '\\x04'`,
      `files WHERE file = '\\x0d' AND council = 0 AND beside IS NULL`,
      `shares WHERE sealed = '\\x05'`,
    ],
  },
  6: {
    insert: [
      `INSERT INTO requests VALUES
        ('\\x0e', '\\x01', 'emergency', '\\x0b', 5, 6, '\\x02', '\\x03', '\\x04', NULL)`,
      `INSERT INTO answers VALUES
        ('\\x0e', '\\x01', '\\x0c', 'approved', 1, 7, '\\x02', '\\x03', '\\x05')`,
    ],
    kept: [
      `requests WHERE kind = 'emergency' AND reason = '\\x04' AND done IS NULL`,
      `answers WHERE says = 'approved' AND epoch = 1 AND share = '\\x05'`,
    ],
  },
  7: {
    insert: [
      `INSERT INTO members VALUES ('\\x0c', '\\x0e', 'guardian', '\\x01', '\\x02')`,
      `INSERT INTO invitations VALUES
        ('\\x01', 't', '\\x0b', 5, 'open', '\\x02', '\\x03', NULL, NULL, 'member')`,
    ],
    kept: [
      `members WHERE role = 'guardian' AND kem = '\\x02'`,
      `invitations WHERE kind = 'member'`,
    ],
  },
  8: {
    insert: [
      `INSERT INTO files VALUES ('\\x0e', 4, '\\x01', 1, 20000, 2, 0, '\\x04')`,
      `INSERT INTO tombstones VALUES ('\\x0e', 4, 20000, 20035)`,
      `INSERT INTO tombstone_readers VALUES ('\\x0b', '\\x0e', 1)`,
    ],
    kept: [`tombstones WHERE backups = 20035`, `tombstone_readers WHERE principal = '\\x0b'`],
  },
};
const contentsOf = (version: number, kind: Migrating['kind']): Contents => {
  const { insert, kept } = contents[version] ?? assert.fail('every version has contents');
  const written = (text: string) =>
    kind === 'sqlite' ? text.replaceAll(/'\\x(?=..')/g, "x'") : text;
  return { insert: insert.map(written), kept: kept.map(written) };
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
        const { insert, kept } = contentsOf(version, blank.migrating.kind);
        for (const statement of insert) await blank.run(statement);
        assert.equal(await migrate(blank.migrating), migrations.length - version);
        for (const what of kept) assert.equal(await blank.count(what), 1, what);
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
