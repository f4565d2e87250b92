import { invitationKinds } from '@vaiti/contract';
import { idBytes } from '@vaiti/core/blind';
import { memberOutside } from '../../accounts/member.ts';
import { allowed } from '../../policy/gate.ts';
import { ApiError } from '../api-error.ts';
import { type Context, type Handler, signedIn } from '../handler.ts';

/** The caller, and what they may invite people to. Throws `not-found` for those who may not at all. */
function inviter(context: Context) {
  const { principal, roster } = signedIn(context);
  const kinds = invitationKinds.filter((kind) =>
    allowed(roster, { action: 'invite', caller: principal, kind }),
  );
  if (kinds.length === 0) throw new ApiError('not-found');
  return { principal, kinds };
}

function invited({ caller }: Context) {
  if (caller.kind !== 'invited') throw new ApiError('invitation-unknown');
  return caller.invitation;
}

/** A new invitation: to the practice by administrators, to a file by those who open files. */
export const invite: Handler<'invite'> = async (context, request) => {
  const { kinds, principal } = inviter(context);
  if (!kinds.includes(request.kind)) throw new ApiError('not-found');
  await context.services.invitations.add(request, principal);
  return {};
};

/** Open invitations, all to the practice for administrators and one's own to files, with the answers that came. */
export const invitations: Handler<'invitations'> = (context) => {
  const { services } = context;
  return Promise.resolve({ invitations: [...services.invitations.list(inviter(context))] });
};

/** Ends an invitation before it is used. */
export const invitationCancel: Handler<'invitationCancel'> = async (context, { id }) => {
  await context.services.invitations.cancel(id, inviter(context));
  return {};
};

/** For the one who has the code: what is sealed to it, and the roster to check it against. */
export const invitation: Handler<'invitation'> = async (context, { from }) => {
  const { sealed, expires, kind, principal } = invited(context);
  const { clock, sequencer, store } = context.services;
  const entries = (await store.roster(from)).slice(0, 10_000);
  const at = kind === 'member' && principal !== null ? { principal, now: clock() } : undefined;
  const { roster } = sequencer;
  const member =
    at === undefined || roster === undefined ? undefined : await memberOutside(store, roster, at);
  return {
    sealed,
    expires,
    answered: principal === null ? null : idBytes(principal),
    admitted: member?.reads ?? false,
    entries: entries.map(({ entry, signature }) => ({ entry, signature })),
  };
};

/** The answer of the one who has the code, once. */
export const join: Handler<'join'> = async (context, request) => {
  await context.services.invitations.answer(invited(context), request.join);
  return {};
};
