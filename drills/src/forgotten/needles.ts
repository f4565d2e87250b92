import { decodeAs, fromHex, grantSchema, shareSchema } from '@vaiti/core';
import type { DatabaseSync } from 'node:sqlite';

/** Something that was sealed for a file, and what kind of thing it is. */
export interface Sealed {
  readonly kind: 'body' | 'wrap' | 'grant' | 'share';
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Bytes of each piece that is looked for, and how far apart they begin. */
const PIECE = 24;
const STEP = 96;

type Row = Readonly<Record<string, unknown>>;

function column(db: DatabaseSync, sql: string, file: string): Uint8Array[] {
  const rows: readonly Row[] = db.prepare(sql).all(fromHex(file));
  return rows.flatMap(({ value }) => (value instanceof Uint8Array ? [value] : []));
}

/**
 * Everything that a store has sealed for a file: bodies, wraps, and of grants and shares what HPKE made
 * (their headers are public and stand elsewhere, too).
 */
export function sealedOf(db: DatabaseSync, file: string): readonly Sealed[] {
  const of = (kind: Sealed['kind'], values: readonly Uint8Array[]): Sealed[] =>
    values.map((bytes) => ({ kind, file, bytes }));
  const bodies = column(
    db,
    'SELECT body AS value FROM bodies b JOIN entries e USING (id) WHERE e.file = ?',
    file,
  );
  const wraps = column(
    db,
    'SELECT wrap AS value FROM entries WHERE file = ? AND wrap IS NOT NULL',
    file,
  );
  const grants = column(db, 'SELECT sealed AS value FROM grants WHERE file = ?', file);
  const shares = [
    ...column(db, 'SELECT sealed AS value FROM shares WHERE file = ?', file),
    ...column(db, 'SELECT share AS value FROM answers WHERE file = ?', file),
  ];
  return [
    ...of('body', bodies),
    ...of('wrap', wraps),
    ...of(
      'grant',
      grants.map((bytes) => decodeAs(grantSchema, bytes)).flatMap((g) => [g.enc, g.ciphertext]),
    ),
    ...of(
      'share',
      shares.map((bytes) => decodeAs(shareSchema, bytes)).flatMap((s) => [s.enc, s.ciphertext]),
    ),
  ];
}

/** Pieces of it to be looked for: pages of a database break long values. */
export function piecesOf({ bytes }: Sealed): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at + PIECE <= bytes.length; at += STEP)
    pieces.push(bytes.subarray(at, at + PIECE));
  return pieces;
}
