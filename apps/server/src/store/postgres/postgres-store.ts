import { type FileId, idBytes, idOf } from '@vaiti/core/blind';
import { Kysely, PostgresDialect } from 'kysely';
import pg, { type PoolClient } from 'pg';
import { besideRowOf, bytes, fileRowOf, readerRowOf } from '../convert.ts';
import { duplicates } from '../errors.ts';
import { type Migrating, migrate } from '../migrate.ts';
import { Queries } from '../queries.ts';
import { storedRequests } from '../request-queries.ts';
import type { ReaderRow, StoredFile } from '../rows.ts';
import type { Store } from '../store.ts';
import type { Tables } from '../tables.ts';
import { storedTombstones } from '../tombstones.ts';
import { statementsOf } from './commit.ts';
import { clientConfig, type PostgresOptions, postgresError } from './connection.ts';
import { checkExposure } from './exposure.ts';
import { fetchFile } from './fetch.ts';
import { named, Packed } from './packed.ts';
import { statementsOfAccount, statementsOfWays } from './ways.ts';
import { Writer } from './writer.ts';

/** Connections that read. */
const READERS = 4;

/**
 * Connects to PostgreSQL, takes the lock, brings the schema up to date. Rejects with
 * `store-unavailable`, `store-locked`, `store-newer`, or `StartRefused` (`store-exposed`).
 */
export async function openPostgres(
  options: PostgresOptions & { readonly allow: ReadonlySet<string> },
): Promise<Store> {
  const writer = new Writer(options);
  try {
    await writer.open();
    await checkExposure(writer, options.allow);
    await migrate(migratingPostgres(writer));
  } catch (cause) {
    await writer.close();
    throw cause instanceof Error && cause.name === 'StartRefused' ? cause : postgresError(cause);
  }
  const pool = new pg.Pool({ ...clientConfig(options), max: READERS });
  // A connection that breaks while idle leaves the pool; the next query says whether that matters.
  pool.on('error', () => undefined);
  return postgresStore(writer, pool);
}

/** The schema's version is kept in a table of its own. */
export function migratingPostgres(writer: Writer): Migrating {
  return {
    kind: 'postgres',
    version: async () => {
      await writer.query('CREATE TABLE IF NOT EXISTS schema_version (version bigint NOT NULL)');
      const rows = await writer.query<{ version: number }>('SELECT version FROM schema_version');
      return rows[0]?.version ?? 0;
    },
    step: (statements, version) =>
      writer.transaction([
        ...statements,
        'DELETE FROM schema_version',
        `INSERT INTO schema_version VALUES (${String(version)})`,
      ]),
  };
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw postgresError(cause);
  }
}

function postgresStore(writer: Writer, pool: pg.Pool): Store {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const cold = new Queries(db);
  return {
    kind: 'postgres',
    commit: (batch) => writer.transaction(statementsOf(batch)),
    roster: (from) => guarded(() => cold.roster(from)),
    files: (files) => guarded(() => readFiles(pool, files)),
    versions: (file) => guarded(() => cold.versions(file)),
    bodySeqs: (file) => guarded(() => cold.bodySeqs(file)),
    fetch: (query, visible) =>
      guarded(() => withClient(pool, (client) => fetchFile(client, query, visible))),
    listFiles: (principals, after, limit, by) =>
      guarded(() => cold.listFiles(principals, after, limit, by)),
    readersBeside: (principals) => guarded(() => cold.readersBeside(principals)),
    member: (principal) => guarded(() => cold.member(principal)),
    groupGrants: (reader, groups) => guarded(() => cold.groupGrants(reader, groups)),
    ...storedRequests(db, guarded),
    ...storedTombstones(db, guarded),
    scrub: () => guarded(() => vacuum(pool)),
    leafCount: () =>
      guarded(async () => {
        const { rows } = await pool.query<{ n: number }>(
          'SELECT coalesce(max(idx) + 1, 0) AS n FROM leaves',
        );
        return rows[0]?.n ?? 0;
      }),
    leafData: (from, to) =>
      guarded(async () => {
        const { rows } = await pool.query<{ data: Uint8Array }>(
          'SELECT data FROM leaves WHERE idx >= $1 AND idx < $2 ORDER BY idx',
          [from, to],
        );
        return rows.map((row) => bytes(row.data));
      }),
    leavesOf: (file, from, limit) => guarded(() => cold.leavesOf(file, from, limit)),
    leavesFrom: (index, limit) => guarded(() => cold.leavesFrom(index, limit)),
    tile: (level, index) => guarded(() => cold.tile(level, index)),
    checkpoint: () => guarded(() => cold.checkpoint()),
    saveCheckpoint: (checkpoint) => guarded(() => cold.saveCheckpoint(checkpoint)),
    nonces: (since) => guarded(() => cold.nonces(since)),
    hasAccounts: () => guarded(() => cold.hasAccounts()),
    account: (account) => guarded(() => cold.account(account)),
    addAccount: (row, used) => duplicates(writer.transaction(statementsOfAccount(row, used))),
    accountsOf: (principal) => guarded(() => cold.accountsOf(principal)),
    touchAccount: (account, used) => guarded(() => cold.touchAccount(account, used)),
    wayList: (principal) => guarded(() => cold.wayList(principal)),
    changeWays: (change) => writer.transaction(statementsOfWays(change)),
    sessions: () => guarded(() => cold.sessions()),
    addSession: (row) => guarded(() => cold.addSession(row)),
    touchSessions: (rows) =>
      guarded(async () => {
        await pool.query(
          `UPDATE sessions s SET used = t.used
           FROM unnest($1::text[], $2::int8[]) AS t (hash, used) WHERE s.hash = t.hash`,
          [rows.map((row) => row.hash), rows.map((row) => row.used)],
        );
      }),
    removeSessions: (hashes) => guarded(() => cold.removeSessions(hashes)),
    invitations: () => guarded(() => cold.invitations()),
    addInvitation: (row) => duplicates(guarded(() => cold.addInvitation(row))),
    changeInvitation: (row) => guarded(() => cold.changeInvitation(row)),
    removeInvitations: (ids) => guarded(() => cold.removeInvitations(ids)),
    ping: () =>
      guarded(async () => {
        await pool.query('SELECT 1');
      }),
    close: () =>
      guarded(async () => {
        await pool.end();
        await writer.close();
      }),
  };
}

/**
 * Takes deleted rows out of the tables. Their space is used again; what lay there stays in the data
 * files until then, and in the write-ahead log until it is recycled (docs/RUNBOOK.md).
 */
async function vacuum(pool: pg.Pool): Promise<void> {
  await withClient(pool, async (client) => {
    await client.query('SET statement_timeout = 0');
    for (const table of ['bodies', 'entries', 'grants', 'shares', 'answers', 'requests'])
      await client.query(`VACUUM ${table}`);
    await client.query('RESET statement_timeout');
  });
}

async function withClient<T>(pool: pg.Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const result = await work(client);
    client.release();
    return result;
  } catch (error) {
    // It may be in the middle of a transaction: not for anyone else.
    client.release(true);
    throw error;
  }
}

async function readFiles(
  pool: pg.Pool,
  files: readonly FileId[],
): Promise<ReadonlyMap<FileId, StoredFile>> {
  const packed = new Packed();
  const at = files.map((file) => packed.add(idBytes(file)));
  const { rows } = await pool.query<Tables['files'] & { readers: Tables['readers'][] }>(
    named(
      'read-files',
      `SELECT f.*, coalesce((
         SELECT json_agg(json_build_object('principal', encode(principal, 'hex'),
           'generation', generation, 'scopes', scopes))
         FROM readers r WHERE r.file = f.file), '[]') AS readers
       FROM unnest($2::int[]) AS t (o) JOIN files f ON f.file = substring($1::bytea, o, 16)`,
      [packed.bytes(), at],
    ),
  );
  return new Map(
    rows.map((row) => [
      idOf<FileId>(row.file),
      { row: fileRowOf(row), readers: readersOf(row), beside: besideRowOf(row) },
    ]),
  );
}

function readersOf(row: { readonly readers: readonly unknown[] }): readonly ReaderRow[] {
  return row.readers.map((value) => {
    const { principal, generation, scopes } = value as {
      principal: string;
      generation: number;
      scopes: string;
    };
    return readerRowOf({ principal: Buffer.from(principal, 'hex'), generation, scopes });
  });
}
