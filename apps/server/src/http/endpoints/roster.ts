import { decodeAs, type Grant, grantSchema, groupsHeldBy, idBytes } from '@vaiti/core/blind';
import { allowed } from '../../policy/gate.ts';
import { ApiError } from '../api-error.ts';
import { type Handler, signedIn } from '../handler.ts';

/** Roster entries in one reply. */
const PAGE = 10_000;
/** Group grants in one reply. */
const GRANTS = 1024;

/** The roster from `from` on, with the caller's grants of the groups that they hold now. */
export const roster: Handler<'roster'> = async (context, { from }) => {
  const { principal, roster: current } = signedIn(context);
  const { store } = context.services;
  const entries = (await store.roster(from)).slice(0, PAGE);
  const grants = await store.groupGrants(principal, groupsHeldBy(current, principal));
  return {
    entries: entries.map(({ entry, signature }) => ({ entry, signature })),
    grants: grants.slice(-GRANTS).map((bytes): Grant => decodeAs(grantSchema, bytes)),
  };
};

/**
 * Appends to the roster, in one's own name: administrators, holders of a group for its links, and
 * everybody for what became of their own sheets. Where keys were replaced, the old ones' sessions end.
 */
export const rosterAppend: Handler<'rosterAppend'> = async (context, { entry, grants }) => {
  const { principal, roster: current } = signedIn(context);
  // Who may not write the roster at all learns nothing about the entry.
  const question = { action: 'append-roster', caller: principal, author: principal } as const;
  const groups = groupsHeldBy(current, principal);
  const links = groups.some((group) => allowed(current, { ...question, group }));
  const own = allowed(current, { ...question, subject: principal });
  if (!links && !own && !allowed(current, question)) throw new ApiError('not-found');
  const judgement = await context.services.sequencer.rosterEntry({
    kind: 'roster',
    caller: principal,
    signed: entry,
    ledger: context.services.verifierKey,
    grants,
  });
  if (judgement.outcome === 'refused') throw refusalOfRoster(judgement.code);
  for (const replaced of judgement.replaced)
    await context.services.sessions.endAll(replaced, () => true);
  return { seq: judgement.seq, id: idBytes(judgement.id) };
};

/** The endpoint's error for a code of the roster's rules. */
export function refusalOfRoster(code: string): ApiError {
  switch (code) {
    case 'roster-gap':
    case 'roster-forked':
      return new ApiError('head-moved');
    case 'cbor-invalid':
    case 'schema-invalid':
      return new ApiError('bad-request');
    case 'signature-invalid':
    case 'suite-downgraded':
    case 'clock-off':
    case 'not-found':
    case 'already-founded':
      return new ApiError(code);
    default:
      return new ApiError('roster-invalid');
  }
}
