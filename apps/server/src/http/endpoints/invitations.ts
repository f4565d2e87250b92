import { idBytes } from '@vaiti/core/blind';
import { allowed } from '../../policy/gate.ts';
import { ApiError } from '../api-error.ts';
import { type Context, type Handler, signedIn } from '../handler.ts';

/** The caller, if they may invite. Throws `not-found` for everybody else. */
function inviter(context: Context) {
  const { principal, roster } = signedIn(context);
  if (!allowed(roster, { action: 'invite', caller: principal })) throw new ApiError('not-found');
  return principal;
}

function invited({ caller }: Context) {
  if (caller.kind !== 'invited') throw new ApiError('invitation-unknown');
  return caller.invitation;
}

/** An administrator's new invitation. */
export const invite: Handler<'invite'> = async (context, request) => {
  await context.services.invitations.add(request, inviter(context));
  return {};
};

/** Open invitations, with the answers that came. */
export const invitations: Handler<'invitations'> = (context) => {
  const principal = inviter(context);
  return Promise.resolve({ invitations: [...context.services.invitations.list(principal)] });
};

/** Ends an invitation before it is used. */
export const invitationCancel: Handler<'invitationCancel'> = async (context, { id }) => {
  inviter(context);
  await context.services.invitations.cancel(id);
  return {};
};

/** For the one who has the code: what is sealed to it, and the roster to check it against. */
export const invitation: Handler<'invitation'> = async (context, { from }) => {
  const { sealed, expires, principal } = invited(context);
  const entries = (await context.services.store.roster(from)).slice(0, 10_000);
  return {
    sealed,
    expires,
    answered: principal === null ? null : idBytes(principal),
    entries: entries.map(({ entry, signature }) => ({ entry, signature })),
  };
};

/** The answer of the one who has the code, once. */
export const join: Handler<'join'> = async (context, request) => {
  await context.services.invitations.answer(invited(context), request.join);
  return {};
};
