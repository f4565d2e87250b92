import type { Config } from '../config/config.ts';
import type { DataDir } from '../config/data-dir.ts';
import { openSqlite } from './sqlite/sqlite-store.ts';
import type { Store } from './store.ts';

/** The store that the settings name: PostgreSQL by `DATABASE_URL`, else SQLite in the data directory. */
export async function openStore(config: Config, dir: DataDir): Promise<Store> {
  if (config.database === undefined) return openSqlite(dir.database);
  const { openPostgres } = await import('./postgres/postgres-store.ts');
  return openPostgres({ url: config.database, schema: config.schema, allow: config.allowUnsafe });
}
