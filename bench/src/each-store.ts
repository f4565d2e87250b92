import { machineOf } from './machine.ts';
import type { Line, Report, StoreKind } from './report.ts';
import { makeStore, postgresVersion, type StorePlace } from './stores.ts';

/**
 * Measures on a fresh place of each kind of store, one after the other, and puts the report together.
 * PostgreSQL is left out, with a note, where none answers.
 */
export async function onEachStore(
  report: Pick<Report, 'benchmark' | 'settings' | 'notes'>,
  kinds: readonly StoreKind[],
  measure: (store: StorePlace) => Promise<readonly Line[]>,
): Promise<Report> {
  const postgres = await postgresVersion();
  const lines: Line[] = [];
  const notes = [...report.notes];
  for (const kind of kinds) {
    if (kind === 'postgres' && postgres === undefined) {
      notes.push('PostgreSQL left out: none answers (VAITI_TEST_POSTGRES)');
      continue;
    }
    const store = await makeStore(kind);
    try {
      lines.push(...(await measure(store)));
    } finally {
      await store.remove();
    }
  }
  return { ...report, notes, lines, at: new Date().toISOString(), machine: machineOf(postgres) };
}
