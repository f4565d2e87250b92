import { fromHex, type Roster } from '@vaiti/core/blind';
import { tokenHash } from '../../accounts/token.ts';
import { ApiError } from '../api-error.ts';
import { type Handler, signedIn } from '../handler.ts';
import type { Services } from '../services.ts';

/** Where an answer to a challenge must be meant for. Throws `not-founded`. */
function placeOf(services: Services): { readonly roster: Roster; readonly ledger: string } {
  const { roster } = services.sequencer;
  if (roster === undefined) throw new ApiError('not-founded');
  return { roster, ledger: services.verifierKey };
}

/** How a session is named to its owner: half of the hash of its token. */
function sessionId(hash: string): Uint8Array<ArrayBuffer> {
  return fromHex(hash.slice(0, 32));
}

/** First half of signing in without a password. */
export const challenge: Handler<'challenge'> = async ({ services, address }, { account }) =>
  services.ways.challenge(account, address, placeOf(services));

/** Second half: a session. */
export const challengeAnswer: Handler<'challengeAnswer'> = async ({ services }, request) => {
  if (services.sequencer.roster === undefined) throw new ApiError('sign-in-failed');
  return services.ways.answer(request, placeOf(services));
};

/** The caller's own sessions. */
export const sessions: Handler<'sessions'> = async (context) => {
  const { principal, token } = signedIn(context);
  const current = tokenHash(token);
  const lines = context.services.sessions.of(principal).map((row) => ({
    id: sessionId(row.hash),
    way: row.way === null ? null : fromHex(row.way),
    created: row.created,
    used: row.used,
    current: row.hash === current,
  }));
  return Promise.resolve({ sessions: lines });
};

/** Ends one of the caller's sessions, or all others. */
export const endSession: Handler<'endSession'> = async (context, { session }) => {
  const { principal, token } = signedIn(context);
  const current = tokenHash(token);
  const wanted = session === null ? undefined : Buffer.from(session).toString('hex');
  const ended = await context.services.sessions.endAll(principal, ({ hash }) =>
    wanted === undefined ? hash !== current : hash.startsWith(wanted),
  );
  return { ended };
};

/** The caller's ways to sign in. */
export const ways: Handler<'ways'> = async (context) =>
  context.services.ways.read(signedIn(context).principal);

/** The server's half of registering a password way of the caller's own. */
export const wayStart: Handler<'wayStart'> = async (context, request) => {
  signedIn(context);
  return Promise.resolve(context.services.accounts.registrationResponse(request));
};

/** Replaces the caller's ways by the next list that they signed. */
export const changeWays: Handler<'changeWays'> = async (context, request) => {
  await context.services.ways.change(signedIn(context), request);
  return {};
};
