import { idBytes } from '@vaiti/core/blind';
import { scopesText } from '../convert.ts';
import { StoreError } from '../errors.ts';
import type { Batch, FileWrite, RotationRow } from '../rows.ts';
import type { Statements } from './connection.ts';

/** Writes a batch inside the caller's transaction. Throws `store-conflict` when it does not follow. */
export function writeBatch(sql: Statements, batch: Batch): void {
  for (const row of batch.roster)
    sql.run('INSERT INTO roster VALUES (?, ?, ?)', row.seq, row.entry, row.signature);
  for (const write of batch.files) writeFile(sql, write);
  for (const rotation of batch.rotations) writeRotation(sql, rotation);
  for (const row of batch.entries) {
    const file = idBytes(row.file);
    sql.run(
      'INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      file,
      row.seq,
      row.epoch,
      row.kind,
      row.compartment,
      idBytes(row.record),
      row.version,
      row.length,
      row.header,
      row.bodyHash,
      row.signature,
    );
    if (row.wrap === null) continue;
    sql.run('INSERT INTO bodies VALUES (?, ?, ?)', file, row.seq, row.body);
    sql.run('INSERT INTO wraps VALUES (?, ?, ?, ?)', file, row.seq, row.epoch, row.wrap);
  }
  for (const row of batch.grants)
    sql.run(
      'INSERT INTO grants VALUES (?, ?, ?, ?, ?)',
      idBytes(row.file),
      row.epoch,
      idBytes(row.reader),
      row.scope,
      row.grant,
    );
  for (const row of batch.leaves)
    sql.run(
      'INSERT INTO leaves VALUES (?, ?, ?, ?, ?, ?)',
      row.index,
      row.data,
      row.file === null ? null : idBytes(row.file),
      row.counter,
      row.salt,
      row.opening,
    );
  for (const row of batch.tiles)
    sql.run('INSERT INTO tiles VALUES (?, ?, ?)', row.level, row.index, row.data);
  for (const row of batch.nonces)
    sql.run('INSERT INTO nonces VALUES (?, ?, ?)', idBytes(row.reader), row.nonce, row.time);
}

function writeFile(sql: Statements, { before, after, readers }: FileWrite): void {
  const file = idBytes(after.file);
  const head = idBytes(after.headId);
  if (before === undefined) {
    sql.run(
      'INSERT INTO files VALUES (?, ?, ?, ?, ?, ?)',
      file,
      after.headSeq,
      head,
      after.epoch,
      after.day,
      after.counter,
    );
  } else {
    const changed = sql.run(
      `UPDATE files SET head_seq = ?, head_id = ?, epoch = ?, day = ?, counter = ?
       WHERE file = ? AND head_seq = ? AND head_id = ? AND counter = ?`,
      after.headSeq,
      head,
      after.epoch,
      after.day,
      after.counter,
      file,
      before.headSeq,
      idBytes(before.headId),
      before.counter,
    );
    if (changed !== 1) throw new StoreError('store-conflict');
  }
  if (readers === undefined) return;
  sql.run('DELETE FROM readers WHERE file = ?', file);
  for (const reader of readers)
    sql.run(
      'INSERT INTO readers VALUES (?, ?, ?, ?)',
      file,
      idBytes(reader.principal),
      reader.generation,
      scopesText(reader.scopes),
    );
}

function writeRotation(sql: Statements, { file, epoch, wraps }: RotationRow): void {
  const id = idBytes(file);
  sql.run('DELETE FROM grants WHERE file = ? AND epoch < ?', id, epoch);
  for (const { seq, wrap } of wraps) {
    const changed = sql.run(
      'UPDATE wraps SET epoch = ?, wrap = ? WHERE file = ? AND seq = ?',
      epoch,
      wrap,
      id,
      seq,
    );
    if (changed !== 1) throw new StoreError('store-conflict');
  }
}
