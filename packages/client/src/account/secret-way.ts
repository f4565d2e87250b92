import {
  type Bytes,
  bytesOf,
  type CborValue,
  concat,
  decodeAs,
  encodeCbor,
  type Entropy,
  fromHex,
  hkdf,
  idBytes,
  type Identity,
  idOf,
  idSchema,
  openChunked,
  type PracticeId,
  type PrincipalId,
  sealChunked,
  Secret,
  signInMessage,
  SUITE,
  toHex,
  utf8,
} from '@vaiti/core';
import type { ReplyOf } from '@vaiti/contract';
import { z } from 'zod';
import type { Api } from '../api/api.ts';
import { ClientError } from '../errors.ts';
import { type SignedIn, usedWay } from './account.ts';
import { heldBy, holderOf, holderSchema } from './holder.ts';
import { knownWays, requireWay } from './known-ways.ts';

/** Ways whose secret of 256 bits opens the seed by itself: a passkey's PRF output, a paper key. */
export type SecretWayKind = 'passkey' | 'paper';

const content = z.strictObject({
  seed: bytesOf(32),
  practice: idSchema,
  ledger: z.string().min(1).max(512),
  holder: holderSchema,
});

/** What the seed is for: where it belongs is sealed with it. */
export interface SecretWayPlace {
  readonly identity: Identity;
  readonly practice: PracticeId;
  /** Verifier key of the ledger, as the roster has it. */
  readonly ledger: string;
}

function derive(kind: SecretWayKind, secret: Secret, what: string, length: number): Bytes {
  const label = utf8(`vaiti/1 ${kind} ${what}`);
  return secret.use((bytes) => hkdf(bytes, new Uint8Array(0), label, length));
}

/** The name under which the server knows the way: 16 bytes, hexadecimal. It tells nothing of the secret. */
function secretAccount(kind: SecretWayKind, secret: Secret): string {
  return toHex(derive(kind, secret, 'account', 16));
}

function contextOf(kind: SecretWayKind, principal: Uint8Array, account: string): Uint8Array {
  const place: CborValue = {
    kind,
    principal: new Uint8Array(principal),
    account: fromHex(account),
  };
  return concat(utf8('vaiti/1 sealed way\0'), encodeCbor(place));
}

/** The seed sealed under the secret, bound to kind, person and name. PROTOCOL section 3. */
export async function sealUnderSecret(
  kind: SecretWayKind,
  secret: Secret,
  place: SecretWayPlace & { readonly entropy: Entropy },
): Promise<{ readonly account: string; readonly sealedSeed: Bytes }> {
  const { identity, practice, ledger, entropy } = place;
  const account = secretAccount(kind, secret);
  const context = contextOf(kind, idBytes(identity.id), account);
  const plaintext = identity.seed.use((seed) =>
    encodeCbor({ seed, practice: idBytes(practice), ledger, ...holderOf(identity) }),
  );
  const key = derive(kind, secret, 'wrap', 32);
  const sealedSeed = await sealChunked({ key, salt: entropy(24), context, plaintext });
  key.fill(0);
  return { account, sealedSeed };
}

async function openPlace(
  kind: SecretWayKind,
  secret: Secret,
  reply: ReplyOf<'challenge'>,
): Promise<SecretWayPlace> {
  const account = secretAccount(kind, secret);
  const context = contextOf(kind, reply.principal, account);
  const key = derive(kind, secret, 'wrap', 32);
  const plain = await openChunked({ key, context, ciphertext: reply.sealedSeed });
  key.fill(0);
  const opened = decodeAs(content, plain);
  const seed = new Secret(opened.seed);
  opened.seed.fill(0);
  plain.fill(0);
  const practice = idOf<PracticeId>(opened.practice);
  const { ledger } = opened;
  if (practice !== idOf<PracticeId>(reply.practice) || ledger !== reply.ledger)
    throw new ClientError('practice-changed');
  const identity = await heldBy(seed, opened.holder);
  if (reply.kind !== kind || identity.id !== idOf<PrincipalId>(reply.principal))
    throw new ClientError('answer-for-another');
  return { identity, practice, ledger };
}

/**
 * Signs in with a secret: opens the sealed seed, then signs the server's challenge together with the
 * practice and the ledger key that came with the seed. Throws `way-unknown`, `too-many-requests`,
 * `practice-changed`, `answer-for-another`, `way-revoked`, `ways-forged` or the codes of a sealed seed
 * that does not open.
 */
export async function signInBySecret(
  api: Api,
  kind: SecretWayKind,
  secret: Secret,
): Promise<SignedIn> {
  const account = secretAccount(kind, secret);
  const reply = await known(api.call('challenge', { account }));
  const { identity, practice, ledger } = await openPlace(kind, secret, reply);
  const { attempt, challenge, principal, sealedSeed } = reply;
  const way = fromHex(account);
  const place = { suite: SUITE, practice: idBytes(practice), principal, way, ledger };
  const signature = await identity.sign(signInMessage({ ...place, challenge }));
  const session = await known(api.call('challengeAnswer', { attempt, signature }));
  const ways = await knownWays(session.ways, { identity, practice });
  requireWay(ways, { account, kinds: [kind], sealedSeed });
  const by = usedWay(account, sealedSeed);
  return { token: session.token, identity, practice, expires: session.expires, ways, by };
}

/** Without a password there is nothing to mistype: the way is gone, or the person has left. */
async function known<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ClientError && error.code === 'sign-in-failed')
      throw new ClientError('way-unknown', { cause: error });
    throw error;
  }
}
