import type { SQLInputValue } from 'node:sqlite';
import { holdingText } from '../convert.ts';
import type { Batch, EntryRow, FileWrite, LeafRow, RotationRow } from '../rows.ts';
import { SHREDDED_REASON, shreddings, type TombstoneRow } from '../tombstones.ts';

/** One statement with the rows of values that it runs with, one after the other. */
export interface Step {
  readonly sql: string;
  readonly rows: readonly (readonly SQLInputValue[])[];
  /** How many rows each run must change, where another number is a conflict. */
  readonly changes?: number;
}

/**
 * The steps of a batch, in order, to run in one transaction. Ids go as the hexadecimal text that they
 * are: text is cheap to hand to another thread, small arrays are not.
 */
export function stepsOf(batch: Batch): readonly Step[] {
  const existing = batch.files.filter((write) => write.before !== undefined);
  const fresh = batch.files.filter((write) => write.before === undefined);
  const withBody = batch.entries.filter((row) => row.wrap !== null);
  const steps = [
    {
      sql: 'INSERT INTO roster VALUES (?, ?, ?)',
      rows: batch.roster.map(({ seq, entry, signature }) => [seq, entry, signature]),
    },
    {
      sql: `INSERT INTO files (file, head_seq, head_id, epoch, day, counter)
        VALUES (unhex(?), ?, unhex(?), ?, ?, ?)`,
      rows: fresh.map(newFile),
    },
    { sql: UPDATE_FILE, rows: existing.map(changedFile), changes: 1 },
    {
      sql: 'UPDATE files SET council = ?, beside = ? WHERE file = unhex(?)',
      rows: batch.files.flatMap(({ after, beside }) =>
        beside === undefined ? [] : [[beside.council, beside.state, after.file]],
      ),
    },
    ...readers(batch.files),
    ...batch.rotations.flatMap(rotation),
    {
      sql: `INSERT INTO entries (file, seq, epoch, kind, compartment, record, version, length,
          header, body_hash, signature, wrap_epoch, wrap)
        VALUES (unhex(?), ?, ?, ?, ?, unhex(?), ?, ?, ?, ?, ?, ?, ?)`,
      rows: batch.entries.map(entry),
    },
    {
      sql: `INSERT INTO bodies
        VALUES ((SELECT id FROM entries WHERE file = unhex(?) AND seq = ?), ?)`,
      rows: withBody.map(({ file, seq, body }) => [file, seq, body]),
    },
    {
      sql: 'INSERT INTO grants VALUES (unhex(?), ?, unhex(?), ?, ?)',
      rows: batch.grants.map(({ file, epoch, reader, scope, grant }) => [
        file,
        epoch,
        reader,
        scope,
        grant,
      ]),
    },
    {
      sql: 'INSERT INTO shares VALUES (unhex(?), ?, unhex(?), ?)',
      rows: batch.shares.map(({ file, epoch, officer, share }) => [file, epoch, officer, share]),
    },
    {
      sql: `INSERT INTO members VALUES (unhex(?), unhex(?), ?, ?, ?)
        ON CONFLICT (principal, file) DO UPDATE SET role = excluded.role`,
      rows: batch.members.map(({ file, keys, principal, role }) => [
        principal,
        file,
        role,
        keys.sign,
        keys.kem,
      ]),
    },
    { sql: 'INSERT INTO leaves VALUES (?, ?, unhex(?), ?, ?, ?)', rows: batch.leaves.map(leaf) },
    {
      sql: 'INSERT INTO tiles VALUES (?, ?, ?)',
      rows: batch.tiles.map(({ level, index, data }) => [level, index, data]),
    },
    {
      sql: 'INSERT INTO nonces VALUES (unhex(?), ?, ?)',
      rows: batch.nonces.map(({ reader, nonce, time }) => [reader, nonce, time]),
    },
    ...batch.forgotten.flatMap(shred),
    ...['accounts', 'way_lists', 'sessions'].map((table) => ({
      sql: `DELETE FROM ${table} WHERE principal = unhex(?)`,
      rows: batch.replaced.map((principal) => [principal]),
    })),
  ];
  return steps.filter(({ rows }) => rows.length > 0);
}

const UPDATE_FILE = `UPDATE files SET head_seq = ?, head_id = unhex(?), epoch = ?, day = ?, counter = ?
  WHERE file = unhex(?) AND head_seq = ? AND head_id = unhex(?) AND counter = ?`;

function newFile({ after }: FileWrite): SQLInputValue[] {
  const { file, headSeq, headId, epoch, day, counter } = after;
  return [file, headSeq, headId, epoch, day, counter];
}

function changedFile({ before, after }: FileWrite): SQLInputValue[] {
  const { file, headSeq, headId, epoch, day, counter } = after;
  const known = before === undefined ? [null, null, null] : guard(before);
  return [headSeq, headId, epoch, day, counter, file, ...known];
}

function guard({ headSeq, headId, counter }: NonNullable<FileWrite['before']>): SQLInputValue[] {
  return [headSeq, headId, counter];
}

/** The readers of files whose readers changed, all of them anew. */
function readers(files: readonly FileWrite[]): Step[] {
  const changed = files.filter((write) => write.readers !== undefined);
  return [
    {
      sql: 'DELETE FROM readers WHERE file = unhex(?)',
      rows: changed.map(({ after }) => [after.file]),
    },
    {
      sql: 'INSERT INTO readers VALUES (unhex(?), unhex(?), ?, ?)',
      rows: changed.flatMap(({ after, readers: list = [] }) =>
        list.map((reader) => [
          after.file,
          reader.principal,
          reader.generation,
          holdingText(reader),
        ]),
      ),
    },
  ];
}

function rotation({ file, epoch, wraps }: RotationRow): Step[] {
  return [
    { sql: 'DELETE FROM grants WHERE file = unhex(?) AND epoch < ?', rows: [[file, epoch]] },
    { sql: 'DELETE FROM shares WHERE file = unhex(?) AND epoch < ?', rows: [[file, epoch]] },
    {
      sql: `UPDATE entries SET wrap_epoch = ?, wrap = ?
        WHERE file = unhex(?) AND seq = ? AND wrap IS NOT NULL`,
      rows: wraps.map(({ seq, wrap }) => [epoch, wrap, file, seq]),
      changes: 1,
    },
  ];
}

function entry(row: EntryRow): SQLInputValue[] {
  return [
    row.file,
    row.seq,
    row.epoch,
    row.kind,
    row.compartment,
    row.record,
    row.version,
    row.length,
    row.header,
    row.bodyHash,
    row.signature,
    row.wrap === null ? null : row.epoch,
    row.wrap,
  ];
}

function leaf({ index, data, file, counter, salt, opening }: LeafRow): SQLInputValue[] {
  return [index, data, file, counter, salt, opening];
}

/** Destroys what opens a file and notes its end. Freed pages are overwritten: `secure_delete`. */
function shred({ backups, day, file, readers: former, seq }: TombstoneRow): Step[] {
  return [
    {
      sql: 'DELETE FROM bodies WHERE id IN (SELECT id FROM entries WHERE file = unhex(?))',
      rows: [[file]],
    },
    ...shreddings.map((sql) => ({ sql: sql.replace('$file', 'unhex(?)'), rows: [[file]] })),
    {
      sql: `UPDATE requests SET reason = ? WHERE file = unhex(?) AND kind = 'emergency'`,
      rows: [[SHREDDED_REASON, file]],
    },
    { sql: 'INSERT INTO tombstones VALUES (unhex(?), ?, ?, ?)', rows: [[file, seq, day, backups]] },
    {
      sql: 'INSERT INTO tombstone_readers VALUES (unhex(?), unhex(?), ?)',
      rows: former.map(({ principal, root }) => [principal, file, root ? 1 : 0]),
    },
  ];
}
