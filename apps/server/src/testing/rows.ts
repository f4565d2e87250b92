import { randomBytes } from 'node:crypto';
import type { Bytes, EntryId, FileId, RecordId } from '@vaiti/core';
import type { EntryRow, FileRow, LeafRow } from '../store/rows.ts';

/** Random bytes. */
export const bytes = (length: number): Bytes => new Uint8Array(randomBytes(length));
/** Random hexadecimal of so many bytes. */
export const hex = (length: number): string => randomBytes(length).toString('hex');
/** Bytes as numbers, to be compared. */
export const plain = (value: Uint8Array | null): number[] | null =>
  value === null ? null : [...value];

/** A file's row with a head of its own. */
export function fileRow(file: FileId, headSeq: number, counter: number, epoch = 1): FileRow {
  return { file, headSeq, headId: hex(32) as EntryId, epoch, day: 20_781, counter };
}

/** An entry that looks like one; a body and a wrap unless its length is 0. */
export function entryRow(file: FileId, seq: number, changes: Partial<EntryRow> = {}): EntryRow {
  const length = changes.length ?? 256;
  return {
    file,
    seq,
    epoch: 1,
    kind: seq === 0 ? 'open' : 'entry',
    compartment: 'clinical',
    record: hex(16) as RecordId,
    version: 1,
    length,
    header: bytes(200),
    bodyHash: bytes(32),
    signature: bytes(64),
    body: length === 0 ? new Uint8Array(0) : bytes(56 + 16 + length),
    wrap: length === 0 ? null : bytes(104),
    ...changes,
  };
}

/** Leaves for one store, in their order. */
export class LeafRows {
  /** The index of the next one. */
  next = 0;

  row(file: FileId | null, counter: number | null): LeafRow {
    const index = this.next++;
    return { index, data: bytes(32), file, counter, salt: bytes(32), opening: bytes(90) };
  }
}
