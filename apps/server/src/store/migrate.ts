import { StoreError } from './errors.ts';
import { type Migration, migrations } from './migrations/index.ts';

/** What a store offers to be migrated. */
export interface Migrating {
  readonly kind: 'sqlite' | 'postgres';
  /** Version of the schema as it is, 0 for an empty database. */
  version(): Promise<number>;
  /** Runs the statements and notes the version, all in one transaction. */
  step(statements: readonly string[], version: number): Promise<void>;
}

/**
 * Brings the schema up to `target` (the newest when left out), a transaction a step. Returns how many
 * steps it took. Rejects with `store-newer` when the database was written by a later version of this
 * program: going back is not possible without losing what that version stored.
 */
export async function migrate(store: Migrating, target?: number): Promise<number> {
  const newest = migrations.at(-1)?.version ?? 0;
  const from = await store.version();
  if (from > newest) throw new StoreError('store-newer');
  const due = migrations.filter((m) => m.version > from && m.version <= (target ?? newest));
  for (const step of due) await store.step(statementsOf(step, store.kind), step.version);
  return due.length;
}

function statementsOf(step: Migration, kind: Migrating['kind']): readonly string[] {
  return kind === 'sqlite' ? step.sqlite : step.postgres;
}
