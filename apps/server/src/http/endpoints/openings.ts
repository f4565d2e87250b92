import { type FileId, idOf } from '@vaiti/core/blind';
import { dayOf } from '../../ledger/check.ts';
import { allowed, holdingOn, principalsOf } from '../../policy/gate.ts';
import { ApiError } from '../api-error.ts';
import { type Handler, signedIn } from '../handler.ts';
import { tombstoneFor } from './tombstones.ts';

/** Leaves in one reply. */
const PAGE = 1000;

/** Openings of a file's leaves from counter `from` on, for holders of its root, and once it has ended for those who see that. */
export const openings: Handler<'openings'> = async (context, request) => {
  const { principal, roster } = signedIn(context);
  const { clock, store } = context.services;
  const file = idOf<FileId>(request.file);
  const stored = (await store.files([file])).get(file);
  const holdings = principalsOf(roster, principal).map((id) =>
    holdingOn(
      stored?.readers.find((reader) => reader.principal === id),
      dayOf(clock()),
    ),
  );
  const at = { caller: principal, file, root: true };
  if (
    !allowed(roster, { action: 'audit', holdings }) &&
    (await tombstoneFor(store, roster, at)) === undefined
  )
    throw new ApiError('not-found');
  const leaves = await store.leavesOf(file, request.from, PAGE + 1);
  return {
    leaves: leaves.slice(0, PAGE).map(({ index, salt, opening }) => ({ index, salt, opening })),
    more: leaves.length > PAGE,
  };
};
