import { idOf, type PrincipalId, type Roster } from '@vaiti/core/blind';
import { allowed } from '../../policy/gate.ts';
import { ApiError } from '../api-error.ts';
import type { Caller, Context, Handler } from '../handler.ts';
import { signedIn } from '../handler.ts';

/** Throws unless the caller may make an account for `subject`. */
function mayRegister(context: Context, subject: PrincipalId | undefined): void {
  const { services, caller } = context;
  const { roster } = services.sequencer;
  if (caller.kind === 'nobody') throw new ApiError('signed-out');
  if (roster === undefined) throw new ApiError('not-founded');
  if (!mayMakeAccount(roster, caller, subject)) throw new ApiError('not-found');
}

function mayMakeAccount(
  roster: Roster,
  caller: Exclude<Caller, { kind: 'nobody' }>,
  subject: PrincipalId | undefined,
): boolean {
  switch (caller.kind) {
    case 'setup':
      return subject === undefined || allowed(roster, { action: 'use-session', caller: subject });
    case 'invited': {
      const invited = caller.invitation.principal;
      const who = subject ?? invited;
      return who !== null && allowed(roster, { action: 'register-invited', invited, subject: who });
    }
    case 'person': {
      const { principal } = caller;
      const who = subject ?? principal;
      return allowed(roster, { action: 'register', caller: principal, subject: who });
    }
  }
}

/** First half of making an account. */
export const accountStart: Handler<'accountStart'> = (context, request) => {
  mayRegister(context, undefined);
  return context.services.accounts.startRegistration(request);
};

/** Second half. The first account ends the set-up token. */
export const accountFinish: Handler<'accountFinish'> = async (context, request) => {
  mayRegister(context, idOf<PrincipalId>(request.principal));
  const { caller, services } = context;
  const make = () => services.accounts.finishRegistration(request);
  if (caller.kind === 'invited') await services.invitations.use(caller.invitation, make);
  else await make();
  services.setupToken.spend();
  return {};
};

/** First half of signing in. */
export const signInStart: Handler<'signInStart'> = ({ services, address }, request) => {
  if (services.sequencer.roster === undefined) throw new ApiError('not-founded');
  return services.accounts.startSignIn(request, address);
};

/** Second half: a session. */
export const signInFinish: Handler<'signInFinish'> = ({ services }, request) =>
  services.accounts.finishSignIn(request, services.sequencer.roster);

/** Ends the session. */
export const signOut: Handler<'signOut'> = async (context) => {
  await context.services.sessions.end(signedIn(context).token);
  return {};
};
