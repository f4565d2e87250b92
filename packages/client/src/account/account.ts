import { client as opaque, ready } from '@serenity-kit/opaque';
import { base64urlnopad } from '@scure/base';
import {
  type Bytes,
  bytesOf,
  concat,
  decodeAs,
  encodeCbor,
  type Entropy,
  fromHex,
  type Identity,
  idBytes,
  idOf,
  idSchema,
  openChunked,
  type PracticeId,
  type PrincipalId,
  sealChunked,
  Secret,
  sha256,
  utf8,
} from '@vaiti/core';
import { z } from 'zod';
import type { Api } from '../api/api.ts';
import { ClientError } from '../errors.ts';
import { heldBy, holderOf, holderSchema } from './holder.ts';
import { type KnownWays, knownWays, requireWay } from './known-ways.ts';
import { accountOf, opaquePassword, unlockKey } from './secret-key.ts';

const seedContent = z.strictObject({
  seed: bytesOf(32),
  practice: idSchema,
  holder: holderSchema,
});

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
export async function registerAccount(options: Registration): Promise<void> {
  const { api, token, identity } = options;
  const sealed = await sealUnderPassword(options, 'accountStart');
  const principal = idBytes(identity.id);
  await api.call('accountFinish', { ...sealed, principal }, token);
}

/** Whose seed is to be sealed under which password, and by whose leave. */
export interface Registration {
  readonly api: Api;
  readonly token: string;
  readonly credentials: Credentials;
  readonly identity: Identity;
  readonly practice: PracticeId;
  readonly entropy: Entropy;
}

/**
 * OPAQUE registration (RFC 9807) up to the record, and the seed sealed under the export key and the
 * Secret Key: what the server is to keep. Throws `server-reply-invalid` or as `Api.call`.
 */
export async function sealUnderPassword(
  options: Registration,
  endpoint: 'accountStart' | 'wayStart',
): Promise<{ readonly account: string; readonly record: string; readonly sealedSeed: Bytes }> {
  await ready;
  const { api, token, credentials, identity } = options;
  const account = accountOf(credentials.secretKey);
  const password = opaquePassword(credentials.secretKey, credentials.password);
  const start = opaque.startRegistration({ password });
  const request = { account, request: start.registrationRequest };
  const { response } = await api.call(endpoint, request, token);
  const finish = checked(() =>
    opaque.finishRegistration({
      password,
      clientRegistrationState: start.clientRegistrationState,
      registrationResponse: response,
    }),
  );
  const key = unlockKey(credentials.secretKey, base64urlnopad.decode(finish.exportKey));
  const plaintext = identity.seed.use((seed) =>
    encodeCbor({ seed, practice: idBytes(options.practice), ...holderOf(identity) }),
  );
  const salt = options.entropy(24);
  const context = seedContext(account);
  const sealedSeed = await key.use((k) => sealChunked({ key: k, salt, context, plaintext }));
  return { account, record: finish.registrationRecord, sealedSeed };
}

/** The way by which a session began, and the digest of its sealed seed. */
export interface UsedWay {
  readonly account: string;
  readonly digest: Bytes;
  /** Where it was the Secret Key, or a device's key in its place. */
  readonly secretKey: Secret | undefined;
}

/** Names a way by what the server keeps of it. */
export function usedWay(account: string, sealedSeed: Uint8Array, secretKey?: Secret): UsedWay {
  return { account, digest: sha256(sealedSeed), secretKey };
}

/** Someone signed in: their session, identity and the practice that their own seed names. */
export interface SignedIn {
  readonly token: string;
  readonly identity: Identity;
  readonly practice: PracticeId;
  /** Milliseconds since 1970. */
  readonly expires: number;
  /** The person's own list of their ways to sign in; undefined until they made one. */
  readonly ways: KnownWays | undefined;
  readonly by: UsedWay;
}

/**
 * Signs in with password and Secret Key. Throws `sign-in-failed` (unknown account or wrong
 * password: the server does not say which), `too-many-requests`, `practice-changed` or
 * `answer-for-another` when the server answers for another practice or person than the sealed seed
 * belongs to, `ways-forged`, or `way-revoked` when the person's list does not name this sealed seed.
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
  const { identity, practice } = await openSeed(key, account, session.sealedSeed);
  if (practice !== idOf<PracticeId>(session.practice)) throw new ClientError('practice-changed');
  if (identity.id !== idOf<PrincipalId>(session.principal))
    throw new ClientError('answer-for-another');
  const { token, expires, sealedSeed } = session;
  const ways = await knownWays(session.ways, { identity, practice });
  requireWay(ways, { account, kinds: ['password', 'device'], sealedSeed });
  const by = usedWay(account, sealedSeed, credentials.secretKey);
  return { token, identity, practice, expires, ways, by };
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
): Promise<{ identity: Identity; practice: PracticeId }> {
  const context = seedContext(account);
  const plain = await key.use((k) => openChunked({ key: k, context, ciphertext: sealed }));
  const content = decodeAs(seedContent, plain);
  const seed = new Secret(content.seed);
  content.seed.fill(0);
  plain.fill(0);
  return { identity: await heldBy(seed, content.holder), practice: idOf(content.practice) };
}
