import { Secret } from '@vaiti/core';
import { signIn } from '../../account/account.ts';
import { parseSecretKey } from '../../account/secret-key.ts';
import { signInBySecret } from '../../account/secret-way.ts';
import { ClientError } from '../../errors.ts';
import { recoverByPaper } from '../access.ts';
import type { ClinicContext, Handlers, SessionControl } from '../context.ts';

type AccountMethod =
  | 'status'
  | 'signIn'
  | 'signInByPasskey'
  | 'unlock'
  | 'lock'
  | 'signOut'
  | 'recoverByPaper';

/** Signing in and out. */
export function accountHandlers(
  { around }: ClinicContext,
  session: SessionControl,
): Handlers<AccountMethod> {
  return {
    status: () => session.status(),
    signIn: async ({ secretKey: printed, password, remember }) => {
      const secretKey = parseSecretKey(printed);
      const signedIn = await signIn(around.api, { secretKey, password });
      const entry = { secretKey, keep: remember };
      return session.admit(signedIn, remember ? { ...entry, remember: { password } } : entry);
    },
    signInByPasskey: async ({ prf }) => {
      const secretKey = await session.remembered();
      const secret = new Secret(prf);
      const signedIn = await signInBySecret(around.api, 'passkey', secret);
      secret.wipe();
      return session.admit(signedIn, { secretKey });
    },
    unlock: async ({ password }) => {
      const secretKey = await session.remembered();
      if (secretKey === undefined) throw new ClientError('signed-out');
      return session.admit(await signIn(around.api, { secretKey, password }), { secretKey });
    },
    lock: async () => {
      await session.lock();
      return null;
    },
    signOut: async () => {
      await session.signOut();
      return null;
    },
    recoverByPaper: async ({ words, password }) => ({
      secretKey: await recoverByPaper(around, words, password),
    }),
  };
}
