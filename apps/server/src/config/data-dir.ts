import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Config } from './config.ts';
import { refuseUnless, StartRefused } from './refusal.ts';

/** Places below the data directory. */
export interface DataDir {
  readonly path: string;
  readonly keys: string;
  readonly logs: string;
  readonly database: string;
  /** Lets another server have the directory. */
  readonly unlock: () => void;
}

/**
 * Creates the data directory (0700) or checks that it is for its owner alone, and locks it: the lock
 * is an SQLite transaction, which the system ends with the process however that ends. Throws
 * `data-exposed`, `data-locked` or `setting-invalid`.
 */
export function prepareDataDir(config: Config): DataDir {
  const { data, allowUnsafe } = config;
  const keys = join(data, 'keys');
  const logs = join(data, 'logs');
  for (const dir of [data, keys, logs]) makePrivate(dir, allowUnsafe);
  const lock = lockFile(join(data, 'lock'));
  return {
    path: data,
    keys,
    logs,
    database: join(data, 'vaiti.db'),
    unlock: () => {
      if (lock.isOpen) lock.close();
    },
  };
}

function makePrivate(dir: string, allowed: ReadonlySet<string>): void {
  try {
    if (!existsSync(dir)) mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StartRefused(
      'setting-invalid',
      'The data directory cannot be created. Check VAITI_DATA and who owns its parent.',
      { cause },
    );
  }
  if ((statSync(dir).mode & 0o077) === 0) return;
  refuseUnless(
    allowed,
    'data-exposed',
    `Others on this machine can enter ${dir}. Take their rights away: chmod -R go= ${dir}.`,
  );
}

function lockFile(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    chmodSync(path, 0o600);
    db.exec('BEGIN EXCLUSIVE');
    return db;
  } catch (cause) {
    db.close();
    throw new StartRefused(
      'data-locked',
      'Another server runs on this data directory. Stop it, or give this one its own VAITI_DATA.',
      { cause },
    );
  }
}
