import { limits } from '@vaiti/contract';
import { type FileId, idBytes, idOf, loansOn } from '@vaiti/core/blind';
import { dayOf } from '../../ledger/check.ts';
import { principalsOf } from '../../policy/gate.ts';
import { type Handler, signedIn } from '../handler.ts';

/** Files of which the caller may read single entries today, by id. */
export const lent: Handler<'lent'> = async (context, { after }) => {
  const { principal, roster } = signedIn(context);
  const { clock, store } = context.services;
  const from = after === null ? undefined : idOf<FileId>(after);
  const limit = limits.files + 1;
  const principals = principalsOf(roster, principal);
  const rows = await store.listFiles(principals, from, limit, 'loans');
  const day = dayOf(clock());
  const lines = rows.slice(0, limits.files).map((row) => ({
    file: idBytes(row.file),
    as: idBytes(row.principal),
    entries: loansOn(row.loans, day).map((loan) => ({ ...loan })),
  }));
  return { files: lines.filter(({ entries }) => entries.length > 0), more: rows.length === limit };
};
