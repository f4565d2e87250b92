import { idBytes } from '@vaiti/core/blind';
import { bytes, fileRowOf, readerRowOf } from '../convert.ts';
import { StoreError } from '../errors.ts';
import { planFetch, sees, seesGrant } from '../fetch-plan.ts';
import type { Fetched, FetchedEntry, FetchQuery, Seen, Visible } from '../store.ts';
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
  const seen = visible(reader === undefined ? undefined : readerRowOf(reader));
  if (row === undefined || seen === undefined) return undefined;
  const rows = sql.all<EntryColumns>(
    `SELECT id, seq, epoch, compartment, length, header, body_hash, signature, wrap_epoch, wrap
     FROM entries WHERE file = ? AND seq BETWEEN ? AND ? ORDER BY seq LIMIT ?`,
    file,
    query.from,
    query.to,
    query.maxEntries + 1,
  );
  const { count, bodyBytes, more } = planFetch(rows, query, seen);
  const entries = rows.slice(0, count).map((entry) => withBody(sql, entry, seen));
  const grants = sql.all<{ scope: string; sealed: Uint8Array }>(
    'SELECT scope, sealed FROM grants WHERE file = ? AND epoch = ? AND reader = ? ORDER BY scope',
    file,
    row.epoch,
    as,
  );
  return {
    row: fileRowOf(row),
    entries,
    grants: grants
      .filter(({ scope }) => seesGrant(seen, scope))
      .map((grant) => bytes(grant.sealed)),
    bodyBytes,
    more,
  };
}

function withBody(sql: Statements, entry: EntryColumns, seen: Seen): FetchedEntry {
  const common = {
    header: bytes(entry.header),
    bodyHash: bytes(entry.body_hash),
    signature: bytes(entry.signature),
  };
  if (!sees(seen, entry)) return { ...common, body: null, wrap: null, wrapEpoch: entry.epoch };
  if (entry.wrap === null || entry.wrap_epoch === null)
    return { ...common, body: new Uint8Array(0), wrap: null, wrapEpoch: entry.epoch };
  const found = sql.get<{ body: Uint8Array }>('SELECT body FROM bodies WHERE id = ?', entry.id);
  if (found === undefined) throw new StoreError('store-conflict');
  const { wrap, wrap_epoch: wrapEpoch } = entry;
  const body = bytes(found.body);
  // An entry on loan comes with a key of its own in a grant: the compartment's wrap is not theirs.
  if (!seen.compartments.has(entry.compartment))
    return { ...common, body, wrap: null, wrapEpoch: entry.epoch };
  return { ...common, body, wrap: bytes(wrap), wrapEpoch };
}
