import { userInfo } from 'node:os';
import pg, { type ClientConfig } from 'pg';
import { StoreError } from '../errors.ts';

/** How to reach the database. */
export interface PostgresOptions {
  readonly url: string;
  /** Schema for all tables, created when missing; the connection's default when undefined. */
  readonly schema: string | undefined;
}

/**
 * Session settings. Everything goes by key; before the first ANALYZE the planner might think that a
 * whole scan is cheaper and keep that plan.
 */
const session = [
  'synchronous_commit=on',
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'statement_timeout=60000',
  'idle_in_transaction_session_timeout=60000',
];

const types = new pg.TypeOverrides();
// Counts and times, all below 2^53.
types.setTypeParser(pg.types.builtins.INT8, Number);

// As libpq does where nobody is named; the driver knows only the variable USER.
pg.defaults.user ??= userInfo().username;

/** Configuration of every connection: pipelined, with 64-bit integers as numbers. */
export function clientConfig({ url, schema }: PostgresOptions): ClientConfig {
  const settings = schema === undefined ? session : [...session, `search_path=${schema}`];
  return {
    connectionString: url,
    application_name: 'vaiti',
    options: settings.map((setting) => `-c ${setting}`).join(' '),
    connectionTimeoutMillis: 5000,
    query_timeout: 65_000,
    keepAlive: true,
    pipeline: true,
    types,
  };
}

/** What PostgreSQL's SQLSTATE means to a caller (documentation, appendix A). */
export function postgresError(cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const state = sqlState(cause);
  if (state === '53100') return new StoreError('store-full', { cause });
  // Integrity constraints, and the division by zero by which guards in our statements refuse.
  if (state?.startsWith('23') === true || state === '22012')
    return new StoreError('store-conflict', { cause });
  return new StoreError('store-unavailable', { cause });
}

function sqlState(cause: unknown): string | undefined {
  if (!(cause instanceof pg.DatabaseError)) return undefined;
  return cause.code;
}
