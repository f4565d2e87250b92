import type { Entropy, Secret } from '@vaiti/core';
import { signIn } from '../account/account.ts';
import { newPaperKey, parsePaperKey } from '../account/paper-key.ts';
import { formatSecretKey, newSecretKey } from '../account/secret-key.ts';
import { signInBySecret } from '../account/secret-way.ts';
import { readAccess } from '../account/sessions.ts';
import { addSecretWay, ownSecretKey, setPassword, settleWays } from '../account/ways.ts';
import { memoryStore } from '../cache/store.ts';
import { isWord } from '../words/typed.ts';
import { ClientError } from '../errors.ts';
import { isoDay, memberOf, type Surroundings } from '../practice/member.ts';
import { Practice } from '../practice/practice.ts';
import type { ResultOf } from './methods.ts';

/** Words of a new paper key that are asked for before it is kept. */
const ASKED = 3;

/** The person's ways and sessions as they are shown. */
export async function accessView(practice: Practice): Promise<ResultOf<'access'>> {
  const { ways, sessions } = await readAccess(practice);
  const iso = (time: number): string => new Date(time).toISOString();
  return {
    ways: ways.map(({ account, kind, name, added, used, current, credential, set }) => ({
      id: account,
      kind,
      name,
      sheets: set !== null,
      added: isoDay(added),
      used: used === 0 ? null : iso(used),
      current,
      credential: credential === null ? null : new Uint8Array(credential),
    })),
    sessions: sessions.map(({ id, way, created, used, current }) => ({
      id,
      way: way === undefined ? null : { kind: way.kind, name: way.name },
      began: iso(created),
      used: iso(used),
      current,
    })),
  };
}

/** The Secret Key, if `password` is the person's. Throws `password-wrong`. */
export async function provenSecretKey(practice: Practice, password: string): Promise<Secret> {
  const { api } = practice.member;
  const secretKey = await ownSecretKey(practice);
  try {
    const { token } = await signIn(api, { secretKey, password });
    await api.call('signOut', {}, token);
  } catch (error) {
    if (error instanceof ClientError && error.code === 'sign-in-failed')
      throw new ClientError('password-wrong', { cause: error });
    throw error;
  }
  return secretKey;
}

/** A paper key that waits until its owner shows that they have it on paper. */
export interface PendingPaper {
  readonly words: readonly string[];
  readonly ask: readonly number[];
  readonly secret: Secret;
}

/** Draws a paper key and which of its words will be asked for. */
export function drawPaperKey(entropy: Entropy): PendingPaper {
  const { words, secret } = newPaperKey(entropy);
  const ask = new Set<number>();
  while (ask.size < ASKED) {
    const at = (entropy(1)[0] ?? 0) & 31;
    if (at < words.length) ask.add(at);
  }
  return { words, ask: [...ask].sort((a, b) => a - b), secret };
}

/** Makes the paper key valid. Throws `paper-key-invalid` when a word was copied wrong. */
export async function keepPaperKey(
  practice: Practice,
  pending: PendingPaper | undefined,
  answers: readonly string[],
): Promise<void> {
  if (pending === undefined) throw new ClientError('arguments-invalid');
  const right = pending.ask.every((at, i) => isWord(pending.words[at], answers[i] ?? ''));
  if (!right) throw new ClientError('paper-key-invalid');
  await addSecretWay(practice, { kind: 'paper', secret: pending.secret });
}

/**
 * Sets a new password and Secret Key by the words of the paper key and leaves again. Resolves to the
 * Secret Key as printed. Throws `paper-key-invalid`, or as `signInBySecret` and `setPassword`.
 */
export async function recoverByPaper(
  around: Omit<Surroundings, 'store'>,
  words: string,
  password: string,
): Promise<string> {
  const signedIn = await signInBySecret(around.api, 'paper', parsePaperKey(words));
  const member = memberOf(signedIn, { ...around, store: memoryStore() });
  const practice = await Practice.open(member);
  await settleWays(practice);
  const secretKey = newSecretKey(around.entropy);
  await setPassword(practice, { password, secretKey });
  await around.api.call('signOut', {}, signedIn.token);
  signedIn.identity.seed.wipe();
  return formatSecretKey(secretKey);
}
