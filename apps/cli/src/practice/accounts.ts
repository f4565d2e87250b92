import {
  type Api,
  type Credentials,
  enrol,
  formatSecretKey,
  foundPractice,
  giveRole,
  newIdentity,
  newSecretKey,
  type Practice,
  registerAccount,
  type RoleAt,
} from '@vaiti/client';
import type { Identity, PracticeId, PrincipalId } from '@vaiti/core';
import { entropy } from '../profile/entropy.ts';

/** Somebody's new keys and what they sign in with, before the server knows of an account. */
export interface NewPerson {
  readonly identity: Identity;
  readonly credentials: Credentials;
  /** The Secret Key as people see it. */
  readonly secretKey: string;
}

/** Fresh keys and a fresh Secret Key for somebody with this password. */
export async function newPerson(password: string): Promise<NewPerson> {
  const secretKey = newSecretKey(entropy);
  const identity = await newIdentity(entropy);
  return { identity, credentials: { secretKey, password }, secretKey: formatSecretKey(secretKey) };
}

/** Letters and digits that are not mistaken for one another. */
const CHARACTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password of four groups of four, 79 bits. */
export function newPassword(): string {
  const usable = 256 - (256 % CHARACTERS.length);
  let text = '';
  while (text.length < 16) {
    const byte = entropy(1)[0] ?? 255;
    if (byte < usable) text += CHARACTERS[byte % CHARACTERS.length] ?? '';
  }
  return (text.match(/.{4}/g) ?? []).join('-');
}

/** Founds the practice and makes the founder's account. Throws as `foundPractice`. */
export async function foundWith(options: {
  readonly api: Api;
  readonly setupToken: string;
  readonly founder: NewPerson;
  readonly day: number;
}): Promise<PracticeId> {
  const { api, setupToken, founder, day } = options;
  const { credentials, identity } = founder;
  const practice = await foundPractice({ api, setupToken, founder: identity, day });
  await registerAccount({ api, token: setupToken, credentials, identity, practice, entropy });
  return practice;
}

/** Enters somebody into the roster with their roles. Throws `roster-…`, `head-moved`. */
export async function enrolPerson(
  practice: Practice,
  person: Pick<Identity, 'id' | 'keys'>,
  roles: readonly RoleAt[],
): Promise<PrincipalId> {
  await enrol(practice, person);
  for (const { role, centre } of roles) await giveRole(practice, person.id, role, centre);
  return person.id;
}

/** Makes the account of somebody enrolled. */
export function openAccount(practice: Practice, person: NewPerson): Promise<void> {
  const { api, token } = practice.member;
  const { credentials, identity } = person;
  const id = practice.roster.practice;
  return registerAccount({ api, token, credentials, identity, practice: id, entropy });
}
