import { type Compartment, idBytes } from '@vaiti/core/blind';
import { bytes, fileRowOf, readerRowOf } from '../convert.ts';
import { StoreError } from '../errors.ts';
import { planFetch } from '../fetch-plan.ts';
import type { Fetched, FetchedEntry, FetchQuery, Visible } from '../store.ts';
import type { Tables } from '../tables.ts';
import type { Statements } from './connection.ts';

type EntryColumns = Omit<Tables['entries'], 'file' | 'kind' | 'record' | 'version'> & {
  readonly id: number;
};

/** Reads head, entries and grants of a file. One synchronous call, hence one moment. */
export function fetchFile(
  sql: Statements,
  query: FetchQuery,
  visible: Visible,
): Fetched | undefined {
  const file = idBytes(query.file);
  const as = idBytes(query.as);
  const row = sql.get<Tables['files']>('SELECT * FROM files WHERE file = ?', file);
  const reader = sql.get<Tables['readers']>(
    'SELECT * FROM readers WHERE file = ? AND principal = ?',
    file,
    as,
  );
  const compartments = visible(reader === undefined ? undefined : readerRowOf(reader));
  if (row === undefined || compartments === undefined) return undefined;
  const rows = sql.all<EntryColumns>(
    `SELECT id, seq, epoch, compartment, length, header, body_hash, signature, wrap_epoch, wrap
     FROM entries WHERE file = ? AND seq BETWEEN ? AND ? ORDER BY seq LIMIT ?`,
    file,
    query.from,
    query.to,
    query.maxEntries + 1,
  );
  const { count, bodyBytes, more } = planFetch(rows, query, compartments);
  const entries = rows.slice(0, count).map((entry) => withBody(sql, entry, compartments));
  const grants = sql.all<{ sealed: Uint8Array }>(
    'SELECT sealed FROM grants WHERE file = ? AND epoch = ? AND reader = ? ORDER BY scope',
    file,
    row.epoch,
    as,
  );
  return {
    row: fileRowOf(row),
    entries,
    grants: grants.map((grant) => bytes(grant.sealed)),
    bodyBytes,
    more,
  };
}

function withBody(
  sql: Statements,
  entry: EntryColumns,
  visible: ReadonlySet<Compartment>,
): FetchedEntry {
  const common = {
    header: bytes(entry.header),
    bodyHash: bytes(entry.body_hash),
    signature: bytes(entry.signature),
  };
  if (!visible.has(entry.compartment))
    return { ...common, body: null, wrap: null, wrapEpoch: entry.epoch };
  if (entry.wrap === null || entry.wrap_epoch === null)
    return { ...common, body: new Uint8Array(0), wrap: null, wrapEpoch: entry.epoch };
  const found = sql.get<{ body: Uint8Array }>('SELECT body FROM bodies WHERE id = ?', entry.id);
  if (found === undefined) throw new StoreError('store-conflict');
  const { wrap, wrap_epoch: wrapEpoch } = entry;
  return { ...common, body: bytes(found.body), wrap: bytes(wrap), wrapEpoch };
}
