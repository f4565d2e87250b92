import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import type { Machine } from './report.ts';

function sqliteVersion(): string {
  const db = new DatabaseSync(':memory:');
  try {
    const row = db.prepare('SELECT sqlite_version() AS version').get();
    return String(row?.['version'] ?? 'unknown');
  } finally {
    db.close();
  }
}

/** What the figures were measured on. `postgres` is its version where it takes part; memory in MiB. */
export function machineOf(postgres?: string): Machine {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memory: Math.round(totalmem() / 2 ** 20),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    stores: {
      SQLite: sqliteVersion(),
      ...(postgres === undefined ? {} : { PostgreSQL: postgres }),
    },
  };
}
