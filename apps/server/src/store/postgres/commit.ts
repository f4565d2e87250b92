import { idBytes, type PrincipalId, WRAP_LENGTH } from '@vaiti/core/blind';
import type { QueryConfig } from 'pg';
import { holdingText } from '../convert.ts';
import type {
  Batch,
  EntryRow,
  FileWrite,
  LeafRow,
  MemberRow,
  RotationRow,
  ShareRow,
} from '../rows.ts';
import { named, Packed } from './packed.ts';
import { SHREDDED_REASON, shreddings, type TombstoneRow } from '../tombstones.ts';
import { statementsOfRequests } from './requests.ts';

/** Refuses by a division by zero unless `n` rows were changed; 22012 becomes `store-conflict`. */
const guard = (n: string): string => `SELECT 1 / (count(*) = ${n})::int FROM changed`;

/** The statements of a batch, in order, to run between BEGIN and COMMIT. */
export function statementsOf(batch: Batch): QueryConfig[] {
  const existing = batch.files.filter((write) => write.before !== undefined);
  const fresh = batch.files.filter((write) => write.before === undefined);
  const rereading = batch.files.filter((write) => write.readers !== undefined);
  const withBody = batch.entries.filter((row) => row.wrap !== null);
  return [
    ...batch.roster.map(({ seq, entry, signature }) =>
      named('roster', 'INSERT INTO roster VALUES ($1, $2, $3)', [seq, entry, signature]),
    ),
    ...(fresh.length > 0 ? [insertFiles(fresh)] : []),
    ...(existing.length > 0 ? [updateFiles(existing)] : []),
    ...batch.files.flatMap(changeBeside),
    ...(rereading.length > 0 ? replaceReaders(rereading) : []),
    ...batch.rotations.flatMap(rotate),
    ...(batch.entries.length > 0 ? [insertEntries(batch.entries)] : []),
    ...(withBody.length > 0 ? [insertBodies(withBody)] : []),
    ...(batch.grants.length > 0 ? [insertGrants(batch.grants)] : []),
    ...batch.shares.map(insertShare),
    ...batch.members.map(insertMember),
    ...(batch.leaves.length > 0 ? [insertLeaves(batch.leaves)] : []),
    ...batch.tiles.map(({ level, index, data }) =>
      named('tile', 'INSERT INTO tiles VALUES ($1, $2, $3)', [level, index, data]),
    ),
    ...(batch.nonces.length > 0 ? [insertNonces(batch.nonces)] : []),
    ...statementsOfRequests(batch.requests),
    ...batch.forgotten.flatMap(shred),
    ...batch.replaced.flatMap(endWays),
  ];
}

/** What the replaced keys of somebody signed in by. */
function endWays(replaced: PrincipalId): QueryConfig[] {
  return ['accounts', 'way_lists', 'sessions'].map((table) => ({
    text: `DELETE FROM ${table} WHERE principal = $1`,
    values: [idBytes(replaced)],
  }));
}

function insertFiles(writes: readonly FileWrite[]): QueryConfig {
  const packed = new Packed();
  const at = writes.map(({ after }) => packed.add(idBytes(after.file), idBytes(after.headId)));
  return named(
    'insert-files',
    `INSERT INTO files
     SELECT substring($1::bytea, o, 16), head_seq, substring($1::bytea, o + 16, 32), epoch, day, counter
     FROM unnest($2::int[], $3::int8[], $4::int8[], $5::int8[], $6::int8[])
       AS t (o, head_seq, epoch, day, counter)`,
    [
      packed.bytes(),
      at,
      writes.map((w) => w.after.headSeq),
      writes.map((w) => w.after.epoch),
      writes.map((w) => w.after.day),
      writes.map((w) => w.after.counter),
    ],
  );
}

function updateFiles(writes: readonly FileWrite[]): QueryConfig {
  const packed = new Packed();
  const zero = new Uint8Array(32);
  const at = writes.map(({ before, after }) =>
    packed.add(
      idBytes(after.file),
      idBytes(after.headId),
      before === undefined ? zero : idBytes(before.headId),
    ),
  );
  return named(
    'update-files',
    `WITH changed AS (
       UPDATE files f
       SET head_seq = t.head_seq, head_id = substring($1::bytea, o + 16, 32), epoch = t.epoch,
         day = t.day, counter = t.counter
       FROM unnest($2::int[], $3::int8[], $4::int8[], $5::int8[], $6::int8[], $7::int8[], $8::int8[])
         AS t (o, head_seq, epoch, day, counter, old_seq, old_counter)
       WHERE f.file = substring($1::bytea, o, 16) AND f.head_seq = t.old_seq
         AND f.head_id = substring($1::bytea, o + 48, 32) AND f.counter = t.old_counter
       RETURNING 1)
     ${guard('$9::int')}`,
    [
      packed.bytes(),
      at,
      writes.map((w) => w.after.headSeq),
      writes.map((w) => w.after.epoch),
      writes.map((w) => w.after.day),
      writes.map((w) => w.after.counter),
      writes.map((w) => w.before?.headSeq ?? -1),
      writes.map((w) => w.before?.counter ?? -1),
      writes.length,
    ],
  );
}

function changeBeside({ after, beside }: FileWrite): QueryConfig[] {
  if (beside === undefined) return [];
  const values = [beside.council, beside.state, idBytes(after.file)];
  return [named('beside', 'UPDATE files SET council = $1, beside = $2 WHERE file = $3', values)];
}

function insertShare({ epoch, file, officer, share }: ShareRow): QueryConfig {
  const values = [idBytes(file), epoch, idBytes(officer), share];
  return named('share', 'INSERT INTO shares VALUES ($1, $2, $3, $4)', values);
}

function insertMember({ file, keys, principal, role }: MemberRow): QueryConfig {
  const values = [idBytes(principal), idBytes(file), role, keys.sign, keys.kem];
  return named(
    'member',
    `INSERT INTO members VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (principal, file) DO UPDATE SET role = excluded.role`,
    values,
  );
}

function replaceReaders(writes: readonly FileWrite[]): QueryConfig[] {
  const files = new Packed();
  const filesAt = writes.map(({ after }) => files.add(idBytes(after.file)));
  const packed = new Packed();
  const rows = writes.flatMap(({ after, readers = [] }) =>
    readers.map((reader) => ({ file: after.file, reader })),
  );
  const at = rows.map(({ file, reader }) => packed.add(idBytes(file), idBytes(reader.principal)));
  return [
    named(
      'delete-readers',
      `DELETE FROM readers USING unnest($2::int[]) AS t (o)
       WHERE file = substring($1::bytea, o, 16)`,
      [files.bytes(), filesAt],
    ),
    named(
      'insert-readers',
      `INSERT INTO readers
       SELECT substring($1::bytea, o, 16), substring($1::bytea, o + 16, 16), generation, scopes
       FROM unnest($2::int[], $3::int8[], $4::text[]) AS t (o, generation, scopes)`,
      [
        packed.bytes(),
        at,
        rows.map(({ reader }) => reader.generation),
        rows.map(({ reader }) => holdingText(reader)),
      ],
    ),
  ];
}

function rotate({ file, epoch, wraps }: RotationRow): QueryConfig[] {
  const id = idBytes(file);
  const packed = new Packed();
  const at = wraps.map(({ wrap }) => packed.add(wrap));
  return [
    named('forget-grants', 'DELETE FROM grants WHERE file = $1 AND epoch < $2', [id, epoch]),
    named('forget-shares', 'DELETE FROM shares WHERE file = $1 AND epoch < $2', [id, epoch]),
    named(
      'rewrap',
      `WITH changed AS (
         UPDATE entries e SET wrap_epoch = $2, wrap = substring($3::bytea, o, 104)
         FROM unnest($4::int[], $5::int8[]) AS t (o, seq)
         WHERE e.file = $1 AND e.seq = t.seq AND e.wrap IS NOT NULL RETURNING 1)
       ${guard('$6::int')}`,
      [id, epoch, packed.bytes(), at, wraps.map((w) => w.seq), wraps.length],
    ),
  ];
}

const NO_WRAP = new Uint8Array(WRAP_LENGTH);

function insertEntries(rows: readonly EntryRow[]): QueryConfig {
  const packed = new Packed();
  const at = rows.map((row) =>
    packed.add(
      idBytes(row.file),
      idBytes(row.record),
      row.bodyHash,
      row.signature,
      row.wrap ?? NO_WRAP,
      row.header,
    ),
  );
  return named(
    'insert-entries',
    `INSERT INTO entries
     SELECT substring($1::bytea, o, 16), seq, epoch, kind, compartment, substring($1::bytea, o + 16, 16),
       version, length, substring($1::bytea, o + 232, size), substring($1::bytea, o + 32, 32),
       substring($1::bytea, o + 64, 64), CASE WHEN wrapped THEN epoch END,
       CASE WHEN wrapped THEN substring($1::bytea, o + 128, 104) END
     FROM unnest($2::int[], $3::int8[], $4::int8[], $5::text[], $6::text[], $7::int8[], $8::int8[],
         $9::int[], $10::bool[])
       AS t (o, seq, epoch, kind, compartment, version, length, size, wrapped)`,
    [
      packed.bytes(),
      at,
      rows.map((r) => r.seq),
      rows.map((r) => r.epoch),
      rows.map((r) => r.kind),
      rows.map((r) => r.compartment),
      rows.map((r) => r.version),
      rows.map((r) => r.length),
      rows.map((r) => r.header.length),
      rows.map((r) => r.wrap !== null),
    ],
  );
}

function insertBodies(rows: readonly EntryRow[]): QueryConfig {
  const packed = new Packed();
  const at = rows.map((row) => packed.add(idBytes(row.file), row.body));
  return named(
    'insert-bodies',
    `INSERT INTO bodies
     SELECT substring($1::bytea, o, 16), seq, substring($1::bytea, o + 16, size)
     FROM unnest($2::int[], $3::int8[], $4::int[]) AS t (o, seq, size)`,
    [packed.bytes(), at, rows.map((r) => r.seq), rows.map((r) => r.body.length)],
  );
}

function insertGrants(rows: Batch['grants']): QueryConfig {
  const packed = new Packed();
  const at = rows.map((row) => packed.add(idBytes(row.file), idBytes(row.reader), row.grant));
  return named(
    'insert-grants',
    `INSERT INTO grants
     SELECT substring($1::bytea, o, 16), epoch, substring($1::bytea, o + 16, 16), scope,
       substring($1::bytea, o + 32, size)
     FROM unnest($2::int[], $3::int8[], $4::text[], $5::int[]) AS t (o, epoch, scope, size)`,
    [
      packed.bytes(),
      at,
      rows.map((r) => r.epoch),
      rows.map((r) => r.scope),
      rows.map((r) => r.grant.length),
    ],
  );
}

function insertLeaves(rows: readonly LeafRow[]): QueryConfig {
  const packed = new Packed();
  const none = new Uint8Array(16);
  const at = rows.map((row) =>
    packed.add(row.file === null ? none : idBytes(row.file), row.data, row.salt, row.opening),
  );
  return named(
    'insert-leaves',
    `INSERT INTO leaves
     SELECT idx, substring($1::bytea, o + 16, 32),
       CASE WHEN counter IS NULL THEN NULL ELSE substring($1::bytea, o, 16) END, counter,
       substring($1::bytea, o + 48, 32), substring($1::bytea, o + 80, size)
     FROM unnest($2::int[], $3::int8[], $4::int8[], $5::int[]) AS t (o, idx, counter, size)`,
    [
      packed.bytes(),
      at,
      rows.map((r) => r.index),
      rows.map((r) => r.counter),
      rows.map((r) => r.opening.length),
    ],
  );
}

function insertNonces(rows: Batch['nonces']): QueryConfig {
  const packed = new Packed();
  const at = rows.map((row) => packed.add(idBytes(row.reader)));
  return named(
    'insert-nonces',
    `INSERT INTO nonces
     SELECT substring($1::bytea, o, 16), nonce, time
     FROM unnest($2::int[], $3::text[], $4::int8[]) AS t (o, nonce, time)`,
    [packed.bytes(), at, rows.map((r) => r.nonce), rows.map((r) => r.time)],
  );
}

/** Destroys what opens a file and notes its end. */
function shred({ backups, day, file, readers, seq }: TombstoneRow): QueryConfig[] {
  const id = idBytes(file);
  const ofFile = ['DELETE FROM bodies WHERE file = $1', ...shreddings].map((text) => ({
    text: text.replace('$file', '$1'),
    values: [id],
  }));
  return [
    ...ofFile,
    {
      text: `UPDATE requests SET reason = $2 WHERE file = $1 AND kind = 'emergency'`,
      values: [id, SHREDDED_REASON],
    },
    { text: 'INSERT INTO tombstones VALUES ($1, $2, $3, $4)', values: [id, seq, day, backups] },
    ...readers.map(({ principal, root }) => ({
      text: 'INSERT INTO tombstone_readers VALUES ($1, $2, $3)',
      values: [idBytes(principal), id, root ? 1 : 0],
    })),
  ];
}
