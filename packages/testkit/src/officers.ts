import {
  createApi,
  enrol,
  giveRole,
  memberOf,
  memoryStore,
  newIdentity,
  newSecretKey,
  Practice,
  registerAccount,
  setCouncil,
  signIn,
  type SignedIn,
} from '@vaiti/client';
import type { Identity, PrincipalId, Role } from '@vaiti/core';
import { realEntropy } from './entropy.ts';
import type { OpenOptions, PersonaName, SmallPractice } from './personas.ts';

/** Somebody who joined a small practice after its founding. */
export interface Joined {
  readonly identity: Identity;
  /** The practice as this person's client opens it; signs in once. */
  readonly open: (options?: OpenOptions) => Promise<Practice>;
}

/** Takes somebody into the practice with a role in all of it, and makes their account. */
export async function joinPractice(practice: SmallPractice, role: Role): Promise<Joined> {
  const founder = await practice.open('founder');
  const identity = await newIdentity(realEntropy);
  const credentials = { secretKey: newSecretKey(realEntropy), password: 'uusi ja hiljainen' };
  await enrol(founder, identity);
  await giveRole(founder, identity.id, role, null);
  const { api, token } = founder.member;
  const account = { api, token, credentials, identity, practice: practice.id };
  await registerAccount({ ...account, entropy: realEntropy });
  let session: SignedIn | undefined;
  const open = async (options: OpenOptions = {}): Promise<Practice> => {
    session ??= await signIn(api, credentials);
    const through = createApi({ baseUrl: practice.url, fetch: options.fetch ?? fetch });
    const store = options.store ?? memoryStore();
    const around = { api: through, store, entropy: realEntropy, now: options.now ?? Date.now };
    return Practice.open(memberOf(session, around));
  };
  return { identity, open };
}

/** A council of new officers and, where it says so, of people who are there already. */
export interface TestCouncil {
  readonly officers: readonly Joined[];
  /** Everybody in it, the new officers first. */
  readonly members: readonly PrincipalId[];
}

/** Sets a council of `officers` new people and `also`, of whom `threshold` are needed. */
export async function newCouncil(
  practice: SmallPractice,
  wish: {
    readonly officers: number;
    readonly threshold: number;
    readonly also?: readonly PersonaName[];
  },
): Promise<TestCouncil> {
  const officers: Joined[] = [];
  for (let i = 0; i < wish.officers; i++)
    officers.push(await joinPractice(practice, 'break-glass-officer'));
  const founder = await practice.open('founder');
  const also = (wish.also ?? []).map((name) => practice.people[name].identity.id);
  for (const id of also) {
    const held = founder.roster.people.get(id)?.roles ?? [];
    if (!held.some(({ role }) => role === 'break-glass-officer'))
      await giveRole(founder, id, 'break-glass-officer', null);
  }
  const members = [...officers.map(({ identity }) => identity.id), ...also];
  await setCouncil(founder, wish.threshold, members);
  return { officers, members };
}
