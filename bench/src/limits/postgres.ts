import { Client } from 'pg';
import { perSecond } from '../figures.ts';
import type { InsertTarget } from './sqlite.ts';

/**
 * A bare table in a PostgreSQL schema, ciphertext uncompressed as ours. A group is one statement
 * with many rows, which is one transaction and one journey: nothing commits that many rows faster.
 */
export async function postgresInserts(
  at: { readonly url: string; readonly schema: string },
  rows: readonly Uint8Array[],
): Promise<InsertTarget> {
  const client = new Client({ connectionString: at.url });
  await client.connect();
  const table = `${at.schema}.limit_rows`;
  await client.query(
    `CREATE TABLE ${table} (file bytea NOT NULL, seq bigint NOT NULL, data bytea NOT NULL, PRIMARY KEY (file, seq))`,
  );
  await client.query(`ALTER TABLE ${table} ALTER COLUMN data SET STORAGE EXTERNAL`);
  const buffers = rows.map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength));
  const file = Buffer.from(crypto.getRandomValues(new Uint8Array(16)));
  let seq = 0;
  const insert = async (group: number): Promise<void> => {
    const places = Array.from(
      { length: group },
      (_, i) => `($${String(3 * i + 1)},$${String(3 * i + 2)},$${String(3 * i + 3)})`,
    );
    const values = Array.from({ length: group }, () => {
      const row = buffers[seq % buffers.length];
      return [file, seq++, row];
    }).flat();
    const text = `INSERT INTO ${table} VALUES ${places.join(',')}`;
    await client.query({ name: `insert-${String(group)}`, text, values });
  };
  return {
    measure: async (group, milliseconds) => {
      const first = seq;
      const began = performance.now();
      while (performance.now() - began < milliseconds) await insert(group);
      return perSecond(seq - first, performance.now() - began);
    },
    close: () => client.end(),
  };
}
