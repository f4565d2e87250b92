import { client as opaque, ready } from '@serenity-kit/opaque';
import { base64urlnopad } from '@scure/base';
import {
  bytesOf,
  concat,
  decodeAs,
  encodeCbor,
  type Entropy,
  fromHex,
  type Identity,
  idBytes,
  identityOf,
  idOf,
  idSchema,
  openChunked,
  type PracticeId,
  type PrincipalId,
  sealChunked,
  Secret,
  utf8,
} from '@vaiti/core';
import { z } from 'zod';
import type { Api } from '../api/api.ts';
import { ClientError } from '../errors.ts';
import { accountOf, opaquePassword, unlockKey } from './secret-key.ts';

const seedContent = z.strictObject({ seed: bytesOf(32), practice: idSchema });

function seedContext(account: string): Uint8Array {
  return concat(utf8('vaiti/1 sealed seed\0'), fromHex(account));
}

export interface Credentials {
  readonly secretKey: Secret;
  readonly password: string;
}

/**
 * Makes an account for an enrolled principal: OPAQUE registration (RFC 9807) and the user seed,
 * sealed on this side. `token` is the set-up token or an administrator's session.
 */
export async function registerAccount(options: {
  readonly api: Api;
  readonly token: string;
  readonly credentials: Credentials;
  readonly identity: Identity;
  readonly practice: PracticeId;
  readonly entropy: Entropy;
}): Promise<void> {
  await ready;
  const { api, token, credentials, identity } = options;
  const account = accountOf(credentials.secretKey);
  const password = opaquePassword(credentials.secretKey, credentials.password);
  const start = opaque.startRegistration({ password });
  const request = { account, request: start.registrationRequest };
  const { response } = await api.call('accountStart', request, token);
  const finish = checked(() =>
    opaque.finishRegistration({
      password,
      clientRegistrationState: start.clientRegistrationState,
      registrationResponse: response,
    }),
  );
  const key = unlockKey(credentials.secretKey, base64urlnopad.decode(finish.exportKey));
  const plaintext = identity.seed.use((seed) =>
    encodeCbor({ seed, practice: idBytes(options.practice) }),
  );
  const salt = options.entropy(24);
  const context = seedContext(account);
  const sealedSeed = await key.use((k) => sealChunked({ key: k, salt, context, plaintext }));
  const record = finish.registrationRecord;
  const principal = idBytes(identity.id);
  await api.call('accountFinish', { account, principal, record, sealedSeed }, token);
}

/** Someone signed in: their session, identity and the practice that their own seed names. */
export interface SignedIn {
  readonly token: string;
  readonly identity: Identity;
  readonly practice: PracticeId;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/**
 * Signs in with password and Secret Key. Throws `sign-in-failed` (unknown account or wrong
 * password: the server does not say which), `too-many-requests`, or `practice-changed` when the
 * server answers for another practice or person than the sealed seed belongs to.
 */
export async function signIn(api: Api, credentials: Credentials): Promise<SignedIn> {
  await ready;
  const account = accountOf(credentials.secretKey);
  const password = opaquePassword(credentials.secretKey, credentials.password);
  const start = opaque.startLogin({ password });
  const { attempt, response } = await api.call('signInStart', {
    account,
    request: start.startLoginRequest,
  });
  const login = checked(() =>
    opaque.finishLogin({
      password,
      clientLoginState: start.clientLoginState,
      loginResponse: response,
    }),
  );
  if (login === undefined) throw new ClientError('sign-in-failed');
  const finish = login.finishLoginRequest;
  const session = await api.call('signInFinish', { attempt, finish });
  const key = unlockKey(credentials.secretKey, base64urlnopad.decode(login.exportKey));
  const { seed, practice } = await openSeed(key, account, session.sealedSeed);
  const identity = await identityOf(seed);
  if (practice !== idOf<PracticeId>(session.practice)) throw new ClientError('practice-changed');
  if (identity.id !== idOf<PrincipalId>(session.principal))
    throw new ClientError('answer-for-another');
  return { token: session.token, identity, practice, expires: session.expires };
}

/** The library throws plain errors on messages that are none: those come from the server. */
function checked<T>(step: () => T): T {
  try {
    return step();
  } catch (cause) {
    throw new ClientError('server-reply-invalid', { cause });
  }
}

async function openSeed(
  key: Secret,
  account: string,
  sealed: Uint8Array,
): Promise<{ seed: Secret; practice: PracticeId }> {
  const context = seedContext(account);
  const plain = await key.use((k) => openChunked({ key: k, context, ciphertext: sealed }));
  const content = decodeAs(seedContent, plain);
  const seed = new Secret(content.seed);
  content.seed.fill(0);
  plain.fill(0);
  return { seed, practice: idOf(content.practice) };
}
