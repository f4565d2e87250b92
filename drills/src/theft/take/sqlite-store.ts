import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import type { Material } from '../find/material.ts';
import type { Canary, StolenStore } from './store.ts';

const TIMEOUT = 30_000;

/** The embedded store below the data directory `data`. */
export function sqliteStore(data: string): StolenStore {
  const path = join(data, 'vaiti.db');
  return {
    name: 'SQLite',
    server: {},
    plant: async (canary) => plant(path, canary),
    backups: (folder) => backups(path, folder),
    files: async () => [],
    remove: async () => undefined,
  };
}

function opened<T>(path: string, action: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(path, { timeout: TIMEOUT });
  try {
    return action(db);
  } finally {
    db.close();
  }
}

function plant(path: string, { name, hetu }: Canary): void {
  opened(path, (db) => {
    db.exec('CREATE TABLE canary (name TEXT NOT NULL, code TEXT NOT NULL)');
    db.prepare('INSERT INTO canary VALUES (?, ?)').run(name, hetu);
  });
}

async function backups(path: string, folder: string): Promise<readonly Material[]> {
  const vacuumed = join(folder, 'vacuumed.db');
  const copied = join(folder, 'copied.db');
  const values = join(folder, 'values.bin');
  opened(path, (db) => db.prepare('VACUUM INTO ?').run(vacuumed));
  const db = new DatabaseSync(path, { timeout: TIMEOUT });
  try {
    await backup(db, copied);
  } finally {
    db.close();
  }
  opened(copied, (db) => writeValues(db, values));
  return [
    { source: 'backup (VACUUM INTO)', path: vacuumed },
    { source: 'backup (online)', path: copied },
    { source: 'values of all rows', path: values },
  ];
}

/** Every value one after the other: in the file itself long ones are broken by page borders. */
function writeValues(db: DatabaseSync, path: string): void {
  const out = openSync(path, 'w', 0o600);
  try {
    for (const table of db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()) {
      const name = String(table['name']).replaceAll('"', '""');
      for (const row of db.prepare(`SELECT * FROM "${name}"`).iterate()) {
        for (const value of Object.values(row))
          writeSync(out, value instanceof Uint8Array ? value : Buffer.from(`\n${String(value)}\n`));
      }
    }
  } finally {
    closeSync(out);
  }
}
