import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { StoreKind } from './report.ts';

/** A fresh place to store in: a folder, and for PostgreSQL a schema of its own. */
export interface StorePlace {
  readonly kind: StoreKind;
  readonly folder: string;
  /** What the server's environment needs in order to store there. */
  readonly env: Readonly<Record<string, string>>;
  /** PostgreSQL's address and schema. */
  readonly postgres: { readonly url: string; readonly schema: string } | undefined;
  readonly remove: () => Promise<void>;
}

/**
 * The PostgreSQL to measure on: VAITI_TEST_POSTGRES, or the one of this machine over its socket. It
 * must be a database in which schemas may be made.
 */
function postgresUrl(): string {
  const user = encodeURIComponent(userInfo().username);
  const given = process.env['VAITI_TEST_POSTGRES'];
  return given || `postgres:///test?host=/var/run/postgresql&user=${user}`;
}

/** Version of that PostgreSQL, or undefined when none answers. */
export async function postgresVersion(): Promise<string | undefined> {
  const client = new Client({ connectionString: postgresUrl() });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      "SELECT current_setting('server_version') AS version",
    );
    return rows[0]?.version.split(' ')[0];
  } catch {
    return undefined;
  } finally {
    await client.end();
  }
}

async function withClient(work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: postgresUrl() });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Makes a place below the system's folder for temporary files (TMPDIR), which must be a real disk. */
export async function makeStore(kind: StoreKind): Promise<StorePlace> {
  const folder = await mkdtemp(join(tmpdir(), 'vaiti-bench-'));
  const removeFolder = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  if (kind === 'sqlite')
    return { kind, folder, env: {}, postgres: undefined, remove: removeFolder };
  const url = postgresUrl();
  const schema = `bench_${randomBytes(6).toString('hex')}`;
  await withClient((client) => client.query(`CREATE SCHEMA ${schema}`));
  return {
    kind,
    folder,
    env: { DATABASE_URL: url, VAITI_SCHEMA: schema },
    postgres: { url, schema },
    remove: async () => {
      await withClient((client) => client.query(`DROP SCHEMA ${schema} CASCADE`));
      await removeFolder();
    },
  };
}
