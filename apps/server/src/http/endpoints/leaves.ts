import { allowed } from '../../policy/gate.ts';
import { ApiError } from '../api-error.ts';
import { type Handler, signedIn } from '../handler.ts';

/** Leaves in one reply. */
const PAGE = 1000;

/** Openings of the ledger's leaves from an index on, for those who watch over it and read no file. */
export const leaves: Handler<'leaves'> = async (context, { from }) => {
  const { principal, roster } = signedIn(context);
  if (!allowed(roster, { action: 'see-ledger', caller: principal }))
    throw new ApiError('not-found');
  const rows = await context.services.store.leavesFrom(from, PAGE + 1);
  return {
    leaves: rows.slice(0, PAGE).map(({ index, salt, opening }) => ({ index, salt, opening })),
    more: rows.length > PAGE,
  };
};
