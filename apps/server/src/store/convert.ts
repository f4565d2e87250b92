import {
  type Bytes,
  type EntryId,
  type FileId,
  idOf,
  type PrincipalId,
  scopes,
  toHex,
  wayKinds,
} from '@vaiti/core/blind';
import type { Tables } from './tables.ts';
import { StoreError } from './errors.ts';
import type { AccountRow, FileRow, InvitationRow, LeafRow, ReaderRow } from './rows.ts';

/** What both stores give for bytes: a Uint8Array, or a Buffer that is one. */
export function bytes(value: Uint8Array): Bytes {
  return value as Bytes;
}

/** What a reader holds, as one column: `root,contact`, with its last day `contact;20800`. */
export function holdingText(reader: Pick<ReaderRow, 'scopes' | 'until'>): string {
  const list = reader.scopes.join(',');
  return reader.until === undefined ? list : `${list};${String(reader.until)}`;
}

/** The column back. Throws `store-conflict` on anything that `holdingText` does not write. */
export function holdingOf(text: string): Pick<ReaderRow, 'scopes' | 'until'> {
  const [list = '', until] = text.split(';');
  const held = list.split(',').map((name) => {
    const scope = scopes.find((s) => s === name);
    if (scope === undefined) throw new StoreError('store-conflict');
    return scope;
  });
  return until === undefined ? { scopes: held } : { scopes: held, until: Number(until) };
}

/** A row of `accounts`. Throws `store-conflict` on a kind that no version wrote. */
export function accountRowOf(row: Tables['accounts']): AccountRow {
  const kind = wayKinds.find((one) => one === row.kind);
  if (kind === undefined) throw new StoreError('store-conflict');
  return {
    account: row.account,
    principal: idOf<PrincipalId>(row.principal),
    kind,
    record: row.record,
    sealedSeed: bytes(row.sealed_seed),
    created: row.created,
    used: row.used,
  };
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
    ...holdingOf(row.scopes),
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

const invitationStates = ['open', 'answered', 'used', 'cancelled'] as const;

/** A row of `invitations`. Throws `store-conflict` on a state that is none. */
export function invitationRowOf(row: Tables['invitations']): InvitationRow {
  const state = invitationStates.find((one) => one === row.state);
  if (state === undefined) throw new StoreError('store-conflict');
  return {
    id: toHex(row.id),
    token: row.token,
    inviter: idOf<PrincipalId>(row.inviter),
    expires: row.expires,
    state,
    sealed: bytes(row.sealed),
    kept: bytes(row.kept),
    principal: row.principal === null ? null : idOf<PrincipalId>(row.principal),
    answer: row.answer === null ? null : bytes(row.answer),
  };
}
