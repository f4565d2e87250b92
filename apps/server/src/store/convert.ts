import {
  type Bytes,
  type EntryId,
  type FileId,
  idOf,
  type PrincipalId,
  type Scope,
  scopes,
} from '@vaiti/core/blind';
import { StoreError } from './errors.ts';
import type { FileRow, LeafRow, ReaderRow } from './rows.ts';

/** What both stores give for bytes: a Uint8Array, or a Buffer that is one. */
export function bytes(value: Uint8Array): Bytes {
  return value as Bytes;
}

/** `scopes` as one column. */
export function scopesText(list: readonly Scope[]): string {
  return list.join(',');
}

/** The column back as scopes. Throws `store-conflict` on anything that `scopesText` does not write. */
export function scopesOf(text: string): readonly Scope[] {
  return text.split(',').map((name) => {
    const scope = scopes.find((s) => s === name);
    if (scope === undefined) throw new StoreError('store-conflict');
    return scope;
  });
}

/** A row of `files`. */
export function fileRowOf(row: {
  file: Uint8Array;
  head_seq: number;
  head_id: Uint8Array;
  epoch: number;
  day: number;
  counter: number;
}): FileRow {
  return {
    file: idOf<FileId>(row.file),
    headSeq: row.head_seq,
    headId: idOf<EntryId>(row.head_id),
    epoch: row.epoch,
    day: row.day,
    counter: row.counter,
  };
}

/** A row of `readers`. */
export function readerRowOf(row: {
  principal: Uint8Array;
  generation: number;
  scopes: string;
}): ReaderRow {
  return {
    principal: idOf<PrincipalId>(row.principal),
    generation: row.generation,
    scopes: scopesOf(row.scopes),
  };
}

/** A row of `leaves`. */
export function leafRowOf(row: {
  idx: number;
  data: Uint8Array;
  file: Uint8Array | null;
  counter: number | null;
  salt: Uint8Array;
  opening: Uint8Array;
}): LeafRow {
  return {
    index: row.idx,
    data: bytes(row.data),
    file: row.file === null ? null : idOf<FileId>(row.file),
    counter: row.counter,
    salt: bytes(row.salt),
    opening: bytes(row.opening),
  };
}
