import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { SQLInputValue } from 'node:sqlite';
import type { Statements } from './connection.ts';
import type { SqliteWriter } from './writer.ts';

/** Reads on the connection of this thread, writes on the writing thread. */
class Connection implements DatabaseConnection {
  readonly #read: Statements;
  readonly #writer: SqliteWriter;

  constructor(read: Statements, writer: SqliteWriter) {
    this.#read = read;
    this.#writer = writer;
  }

  async executeQuery<R>({ query, sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const values = parameters as readonly SQLInputValue[];
    if (SelectQueryNode.is(query)) return { rows: this.#read.all<R>(sql, ...values) };
    await this.#writer.write([{ sql, rows: [values] }]);
    return { rows: [] };
  }

  streamQuery(): AsyncIterableIterator<never> {
    throw new TypeError('queries here are not streamed');
  }
}

/** Every query stands for itself: transactions are the writer's. */
function driverOf(connection: Connection): Driver {
  const nothing = (): Promise<void> => Promise.resolve();
  const refuse = (): Promise<void> => Promise.reject(new TypeError('no transactions here'));
  return {
    init: nothing,
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: nothing,
    destroy: nothing,
  };
}

/** Kysely on `node:sqlite` with one connection that reads and a thread that writes. */
export function sqliteDialect(read: Statements, writer: SqliteWriter): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => driverOf(new Connection(read, writer)),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}
