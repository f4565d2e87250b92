import assert from 'node:assert/strict';
import { type Report, reportSchema, type StoreKind } from './report.ts';
import { postgresVersion } from './stores.ts';

/** The stores that answer here: SQLite always, PostgreSQL where one is named and answers. */
export async function storesHere(): Promise<readonly StoreKind[]> {
  const named = process.env['VAITI_TEST_POSTGRES'] !== undefined;
  return named && (await postgresVersion()) !== undefined ? ['sqlite', 'postgres'] : ['sqlite'];
}

/** Demands that a report survives being written as JSON, and that each store has these lines. */
export function demandLines(report: Report, stores: readonly StoreKind[], whats: RegExp[]): void {
  const written = reportSchema.parse(JSON.parse(JSON.stringify(report)));
  assert.deepEqual(written, report);
  for (const store of stores) {
    const lines = written.lines.filter((line) => line.store === store);
    for (const what of whats) {
      const found = lines.filter((line) => what.test(line.what));
      assert.notEqual(found.length, 0, `no line ${what.source} for ${store}`);
      for (const { what: name, value } of found) assert.ok(value > 0, `${name} is 0`);
    }
  }
}
