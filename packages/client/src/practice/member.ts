import { cacheKeyOf, type Entropy, type Identity, type PracticeId } from '@vaiti/core';
import type { SignedIn } from '../account/account.ts';
import type { Api } from '../api/api.ts';
import { SealedCache } from '../cache/sealed.ts';
import type { CacheStore } from '../cache/store.ts';

/** One signed-in person with all that their client needs. Clock and randomness are injected. */
export interface Member {
  readonly api: Api;
  readonly token: string;
  readonly identity: Identity;
  readonly practice: PracticeId;
  /** How this session began, and the person's ways to sign in as they were then. */
  readonly signedIn: Pick<SignedIn, 'by' | 'ways'>;
  readonly cache: SealedCache;
  readonly entropy: Entropy;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface Surroundings {
  readonly api: Api;
  readonly store: CacheStore;
  readonly entropy: Entropy;
  readonly now: () => number;
}

/** Puts a signed-in person and their surroundings together. */
export function memberOf(signedIn: SignedIn, around: Surroundings): Member {
  const { api, entropy, now } = around;
  const { token, identity, practice } = signedIn;
  // Other keys could not read what the earlier ones sealed here.
  const keys = identity.generation === 1 ? '' : `.${String(identity.generation)}`;
  const prefix = `${practice}/${identity.id}${keys}/`;
  const cache = new SealedCache(around.store, cacheKeyOf(identity), entropy, prefix);
  const { by, ways } = signedIn;
  return { api, token, identity, practice, signedIn: { by, ways }, cache, entropy, now };
}

/** Today in days since 1970-01-01 UTC. */
export function today(member: Pick<Member, 'now'>): number {
  return Math.floor(member.now() / 86_400_000);
}

/** ISO date of a day number. */
export function isoDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
