import pg, { type QueryConfig } from 'pg';
import { StoreError } from '../errors.ts';
import { clientConfig, type PostgresOptions, postgresError } from './connection.ts';

/** First key of the advisory lock: "vait". The second is the schema's hash. */
const LOCK = 0x76616974;
/** How long a server that just died may hold the lock, milliseconds. */
const LOCK_PATIENCE = 5000;

/**
 * The one connection that writes. It holds an advisory lock as long as it lives, so that no second
 * server writes to the same schema. When it breaks, the next use connects and locks again.
 */
export class Writer {
  readonly #options: PostgresOptions;
  #client: pg.Client | undefined;
  #closed = false;

  constructor(options: PostgresOptions) {
    this.#options = options;
  }

  /** Connects. Rejects with `store-unavailable` or `store-locked`. */
  async open(): Promise<void> {
    await this.#connected();
  }

  /**
   * Runs the statements in one transaction and one round trip. Rejects as `postgresError` says; when a
   * statement fails, none of them took effect.
   */
  async transaction(statements: readonly (QueryConfig | string)[]): Promise<void> {
    try {
      const client = await this.#connected();
      const all = ['BEGIN', ...statements, 'COMMIT'].map((statement) => client.query(statement));
      const results = await Promise.allSettled(all);
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    } catch (cause) {
      throw postgresError(cause);
    }
  }

  /** Rows of one statement. */
  async query<T extends pg.QueryResultRow>(text: string): Promise<T[]> {
    try {
      return (await (await this.#connected()).query<T>(text)).rows;
    } catch (cause) {
      throw postgresError(cause);
    }
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#closed = true;
    await client?.end();
  }

  async #connected(): Promise<pg.Client> {
    if (this.#client !== undefined) return this.#client;
    if (this.#closed) throw new StoreError('store-unavailable');
    const client = new pg.Client(clientConfig(this.#options));
    const forget = (): void => {
      if (this.#client === client) this.#client = undefined;
    };
    client.on('error', forget);
    client.on('end', forget);
    await client.connect();
    try {
      const { schema } = this.#options;
      if (schema !== undefined) await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
      await this.#lock(client);
    } catch (cause) {
      await client.end();
      throw cause;
    }
    this.#client = client;
    return client;
  }

  async #lock(client: pg.Client): Promise<void> {
    const until = performance.now() + LOCK_PATIENCE;
    for (;;) {
      const { rows } = await client.query<{ locked: boolean }>(
        `SELECT pg_try_advisory_lock(${String(LOCK)}, hashtext(current_schema())) AS locked`,
      );
      if (rows[0]?.locked === true) return;
      if (performance.now() > until) throw new StoreError('store-locked');
      await new Promise((next) => setTimeout(next, 100));
    }
  }
}
