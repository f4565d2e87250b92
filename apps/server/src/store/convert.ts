import { invitationKinds } from '@vaiti/contract';
import {
  type Bytes,
  type EntryId,
  type FileId,
  idOf,
  type Loan,
  type MemberRole,
  memberRoles,
  type PrincipalId,
  type Scope,
  scopes,
  toHex,
  wayKinds,
} from '@vaiti/core/blind';
import type { Tables } from './tables.ts';
import { StoreError } from './errors.ts';
import type { AccountRow, BesideRow, FileRow, InvitationRow, LeafRow, ReaderRow } from './rows.ts';

/** What both stores give for bytes: a Uint8Array, or a Buffer that is one. */
export function bytes(value: Uint8Array): Bytes {
  return value as Bytes;
}

type Holding = Pick<ReaderRow, 'scopes' | 'until' | 'loans'>;

/**
 * What a reader holds, as one column: `root,contact`, with its last day `contact;20800`, with single
 * entries on loan and the last day of each `contact|7:20800,9:20810`. Without a scope it begins with
 * the bar.
 */
export function holdingText({ loans, scopes: held, until }: Holding): string {
  const end = until === undefined ? '' : `;${String(until)}`;
  const lent = (loans ?? []).map((loan) => `${String(loan.entry)}:${String(loan.until)}`);
  return `${held.join(',')}${end}${lent.length === 0 ? '' : `|${lent.join(',')}`}`;
}

/** The column back. Throws `store-conflict` on anything that `holdingText` does not write. */
export function holdingOf(text: string): Holding {
  const [own = '', lent] = text.split('|');
  const [list = '', until] = own.split(';');
  const held = list === '' && lent !== undefined ? [] : list.split(',').map(scopeOf);
  const end = until === undefined ? {} : { until: Number(until) };
  return { scopes: held, ...end, ...(lent === undefined ? {} : { loans: loansOf(lent) }) };
}

function scopeOf(name: string): Scope {
  const scope = scopes.find((s) => s === name);
  if (scope === undefined) throw new StoreError('store-conflict');
  return scope;
}

function loansOf(text: string): readonly Loan[] {
  return text.split(',').map((loan) => {
    const [entry, until] = loan.split(':').map(Number);
    if (!Number.isInteger(entry) || !Number.isInteger(until))
      throw new StoreError('store-conflict');
    return { entry: entry ?? 0, until: until ?? 0 };
  });
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

/** What a row of `files` has beside the readers. */
export function besideRowOf(
  row: Pick<Tables['files'], 'council' | 'beside'>,
): BesideRow | undefined {
  const { beside, council } = row;
  return beside === null ? undefined : { council, state: bytes(beside) };
}

/** What `role` says of a member. Throws `store-conflict` on a role that no version wrote. */
export function memberRoleOf(role: string): MemberRole {
  const found = memberRoles.find((one) => one === role);
  if (found === undefined) throw new StoreError('store-conflict');
  return found;
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
  const kind = invitationKinds.find((one) => one === row.kind);
  if (state === undefined || kind === undefined) throw new StoreError('store-conflict');
  return {
    id: toHex(row.id),
    kind,
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
