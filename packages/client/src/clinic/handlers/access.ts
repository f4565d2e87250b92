import { Secret } from '@vaiti/core';
import { formatSecretKey, newSecretKey } from '../../account/secret-key.ts';
import { endSession } from '../../account/sessions.ts';
import { addSecretWay } from '../../account/ways.ts';
import { removeAnyWay } from '../../recover/ceremony.ts';
import {
  accessView,
  drawPaperKey,
  keepPaperKey,
  type PendingPaper,
  provenSecretKey,
} from '../access.ts';
import type { ClinicContext, Handlers, SessionControl } from '../context.ts';
import type { accessMethods } from '../access-methods.ts';

type AccessMethod = Exclude<keyof typeof accessMethods, 'recoverByPaper'>;

/** Ways to sign in, devices and sessions of whoever is signed in. */
export function accessHandlers(
  context: ClinicContext,
  session: SessionControl,
): Handlers<AccessMethod> {
  const { entropy } = context.around;
  let paper: PendingPaper | undefined;
  context.onLeave(() => {
    paper = undefined;
  });
  return {
    access: () => context.run(({ practice }) => accessView(practice)),
    changePassword: ({ current, password }) =>
      context.done(async ({ practice }) => {
        const secretKey = await provenSecretKey(practice, current);
        await session.setPassword(practice, password, secretKey);
      }),
    newSecretKey: ({ current }) =>
      context.run(async ({ practice }) => {
        await provenSecretKey(practice, current);
        const secretKey = newSecretKey(entropy);
        await session.setPassword(practice, current, secretKey);
        return { secretKey: formatSecretKey(secretKey) };
      }),
    newPaperKey: () =>
      context.local(() => {
        const { words, ask } = (paper = drawPaperKey(entropy));
        return { words: [...words], ask: [...ask] };
      }),
    keepPaperKey: ({ answers }) =>
      context.done(async ({ practice }) => {
        await keepPaperKey(practice, paper, answers);
        paper = undefined;
      }),
    addPasskey: ({ prf, credential, name }) =>
      context.done(({ practice }) =>
        addSecretWay(practice, { kind: 'passkey', secret: new Secret(prf), name, credential }),
      ),
    removeWay: ({ id }) => context.done(({ practice }) => removeAnyWay(practice, id)),
    endSession: ({ id }) => context.run(({ practice }) => endSession(practice, id ?? undefined)),
  };
}
