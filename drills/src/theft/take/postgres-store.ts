import { join } from 'node:path';
import { freshSchema, PostgresFailed, psql, runCommand, sql } from '../../postgres.ts';
import type { Material } from '../find/material.ts';
import type { Canary, StolenStore } from './store.ts';

/**
 * A fresh schema in the database at `url`, through `psql` and `pg_dump`, which must be installed.
 * What a thief takes of it: dumps (plain, compressed, archive), every table by COPY and, where the
 * role may, the files of the tables and the write-ahead log as they lie on the disk.
 */
export async function postgresStore(url: string): Promise<StolenStore> {
  const { schema, drop } = await freshSchema(url, 'vaiti_theft');
  return {
    name: 'PostgreSQL',
    server: { database: url, schema },
    plant: async ({ name, hetu }: Canary) => {
      await sql(url, `CREATE TABLE ${schema}.canary (name text NOT NULL, code text NOT NULL)`);
      await sql(url, `INSERT INTO ${schema}.canary VALUES (${quoted(name)}, ${quoted(hetu)})`);
    },
    backups: async (folder) => {
      const from = { url, schema, folder };
      return [...(await dumps(from)), ...(await tables(from))];
    },
    files: (folder) => raw({ url, schema, folder }),
    remove: drop,
  };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

interface From {
  readonly url: string;
  readonly schema: string;
  readonly folder: string;
}

async function dumps(from: From): Promise<readonly Material[]> {
  const kinds = [
    ['dump (COPY)', 'dump.sql', []],
    ['dump (gzip)', 'dump.sql.gz', ['--compress=6']],
    ['dump (archive)', 'dump.pgc', ['--format=custom']],
  ] as const;
  const made: Material[] = [];
  for (const [source, file, flags] of kinds) {
    const path = join(from.folder, file);
    const where = [`--schema=${from.schema}`, `--file=${path}`, from.url];
    await runCommand('pg_dump', [...flags, ...where]);
    made.push({ source, path });
  }
  return made;
}

async function namesOf({ url, schema }: From): Promise<readonly string[]> {
  const list = `SELECT table_name FROM information_schema.tables WHERE table_schema = '${schema}'`;
  return (await sql(url, list)).split('\n').filter((name) => name !== '');
}

async function tables(from: From): Promise<readonly Material[]> {
  const made: Material[] = [];
  for (const name of await namesOf(from)) {
    const path = join(from.folder, `table-${name}`);
    const copy = `COPY ${from.schema}.${name} TO STDOUT (FORMAT binary)`;
    await runCommand('psql', psql(from.url, copy), path);
    made.push({ source: 'values of all rows', path });
  }
  return made;
}

/** Files of PostgreSQL itself; none where the role may not read them. */
async function raw(from: From): Promise<readonly Material[]> {
  const wal = "'pg_wal/' || pg_walfile_name(pg_current_wal_lsn())";
  const wanted = [
    ...(await namesOf(from)).map(
      (name) => ['table files', `pg_relation_filepath('${from.schema}.${name}')`] as const,
    ),
    ['write-ahead log', wal] as const,
  ];
  const made: Material[] = [];
  await unlessRefused(async () => sql(from.url, 'CHECKPOINT'));
  for (const [at, [source, file]] of wanted.entries()) {
    const path = join(from.folder, `raw-${String(at)}`);
    const copy = `COPY (SELECT pg_read_binary_file(${file})) TO STDOUT (FORMAT binary)`;
    await unlessRefused(async () => {
      await runCommand('psql', psql(from.url, copy), path);
      made.push({ source, path });
    });
  }
  return made;
}

async function unlessRefused(action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof PostgresFailed)) throw error;
  }
}
