import { idBytes } from '@vaiti/core/blind';
import type { PoolClient } from 'pg';
import { bytes, fileRowOf, readerRowOf } from '../convert.ts';
import { StoreError } from '../errors.ts';
import { planFetch, sees, seesGrant } from '../fetch-plan.ts';
import type { Fetched, FetchedEntry, FetchQuery, Seen, Visible } from '../store.ts';
import type { Tables } from '../tables.ts';
import { named } from './packed.ts';

type EntryColumns = Omit<Tables['entries'], 'file' | 'kind' | 'record' | 'version'>;
interface BodyColumns {
  readonly seq: number;
  readonly body: Uint8Array;
}

/** Reads head, entries and grants of a file in one snapshot and two round trips. */
export async function fetchFile(
  client: PoolClient,
  query: FetchQuery,
  visible: Visible,
): Promise<Fetched | undefined> {
  const file = idBytes(query.file);
  const as = idBytes(query.as);
  const first = Promise.all([
    client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'),
    client.query<Tables['files']>(
      named('fetch-file', 'SELECT * FROM files WHERE file = $1', [file]),
    ),
    client.query<Tables['readers']>(
      named('fetch-reader', 'SELECT * FROM readers WHERE file = $1 AND principal = $2', [file, as]),
    ),
    client.query<EntryColumns>(
      named(
        'fetch-entries',
        `SELECT seq, epoch, compartment, length, header, body_hash, signature, wrap_epoch, wrap
         FROM entries WHERE file = $1 AND seq BETWEEN $2 AND $3 ORDER BY seq LIMIT $4`,
        [file, query.from, query.to, query.maxEntries + 1],
      ),
    ),
    client.query<{ scope: string; sealed: Uint8Array }>(
      named(
        'fetch-grants',
        `SELECT scope, sealed FROM grants
         WHERE file = $1 AND reader = $2 AND epoch = (SELECT epoch FROM files WHERE file = $1)
         ORDER BY scope`,
        [file, as],
      ),
    ),
  ]);
  const [, files, readers, entries, grants] = await first;
  const row = files.rows[0];
  const reader = readers.rows[0];
  const seen = visible(reader === undefined ? undefined : readerRowOf(reader));
  if (row === undefined || seen === undefined) {
    await client.query('COMMIT');
    return undefined;
  }
  const { count, bodyBytes, more } = planFetch(entries.rows, query, seen);
  const chosen = entries.rows.slice(0, count);
  const wanted = chosen.filter((e) => e.wrap !== null && sees(seen, e));
  const [bodies] = await Promise.all([
    client.query<BodyColumns>(
      named(
        'fetch-bodies',
        'SELECT seq, body FROM bodies WHERE file = $1 AND seq = ANY ($2::int8[])',
        [file, wanted.map((e) => e.seq)],
      ),
    ),
    client.query('COMMIT'),
  ]);
  const bySeq = new Map(bodies.rows.map(({ seq, body }) => [seq, body]));
  return {
    row: fileRowOf(row),
    entries: chosen.map((entry) => withBody(entry, bySeq.get(entry.seq), seen)),
    grants: grants.rows
      .filter(({ scope }) => seesGrant(seen, scope))
      .map((grant) => bytes(grant.sealed)),
    bodyBytes,
    more,
  };
}

function withBody(entry: EntryColumns, body: Uint8Array | undefined, seen: Seen): FetchedEntry {
  const common = {
    header: bytes(entry.header),
    bodyHash: bytes(entry.body_hash),
    signature: bytes(entry.signature),
  };
  if (!sees(seen, entry)) return { ...common, body: null, wrap: null, wrapEpoch: entry.epoch };
  const { wrap, wrap_epoch: wrapEpoch } = entry;
  if (wrap === null || wrapEpoch === null)
    return { ...common, body: new Uint8Array(0), wrap: null, wrapEpoch: entry.epoch };
  if (body === undefined) throw new StoreError('store-conflict');
  // An entry on loan comes with a key of its own in a grant: the compartment's wrap is not theirs.
  if (!seen.compartments.has(entry.compartment))
    return { ...common, body: bytes(body), wrap: null, wrapEpoch: entry.epoch };
  return { ...common, body: bytes(body), wrap: bytes(wrap), wrapEpoch };
}
