import { idOf, type PrincipalId, type Roster } from '@vaiti/core/blind';
import { memberOutside } from '../../accounts/member.ts';
import { allowed, personWithKeys } from '../../policy/gate.ts';
import { ApiError } from '../api-error.ts';
import type { Caller, Context, Handler } from '../handler.ts';
import { signedIn } from '../handler.ts';
import type { Services } from '../services.ts';

/** Throws unless the caller may make an account for `subject`. */
async function mayRegister(context: Context, subject: PrincipalId | undefined): Promise<void> {
  const { services, caller } = context;
  const { roster } = services.sequencer;
  if (caller.kind === 'nobody') throw new ApiError('signed-out');
  if (roster === undefined) throw new ApiError('not-founded');
  if (!(await mayMakeAccount(services, { roster, caller, subject })))
    throw new ApiError('not-found');
}

async function mayMakeAccount(
  { clock, store }: Services,
  asked: {
    readonly roster: Roster;
    readonly caller: Exclude<Caller, { kind: 'nobody' }>;
    readonly subject: PrincipalId | undefined;
  },
): Promise<boolean> {
  const { caller, roster, subject } = asked;
  switch (caller.kind) {
    case 'setup':
      return subject === undefined || allowed(roster, { action: 'use-session', caller: subject });
    case 'invited': {
      const { kind, principal: invited } = caller.invitation;
      const answered = invited === null ? undefined : personWithKeys(roster, invited)?.id;
      const who = subject ?? answered ?? invited;
      if (who === null) return false;
      const member = await memberOutside(store, roster, { principal: who, now: clock() });
      return allowed(roster, { action: 'register-invited', invited, kind, subject: who, member });
    }
    case 'person': {
      const { principal } = caller;
      const who = subject ?? principal;
      return allowed(roster, { action: 'register', caller: principal, subject: who });
    }
  }
}

/** First half of making an account. */
export const accountStart: Handler<'accountStart'> = async (context, request) => {
  await mayRegister(context, undefined);
  return context.services.accounts.startRegistration(request);
};

/** Second half. The first account ends the set-up token. */
export const accountFinish: Handler<'accountFinish'> = async (context, request) => {
  await mayRegister(context, idOf<PrincipalId>(request.principal));
  const { caller, services } = context;
  const make = (used?: string) => services.accounts.finishRegistration(request, used);
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
