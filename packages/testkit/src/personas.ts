import {
  type CacheStore,
  createApi,
  type Credentials,
  enrol,
  foundPractice,
  giveRole,
  memberOf,
  memoryStore,
  newIdentity,
  newSecretKey,
  Practice,
  registerAccount,
  setGroup,
  signIn,
  type SignedIn,
} from '@vaiti/client';
import { type Identity, type PracticeId, type PrincipalId, type Role, toHex } from '@vaiti/core';
import { realEntropy } from './entropy.ts';

/**
 * Who the stories are about. `founder` administers; `therapist` and `colleague` treat patients at one
 * centre, `reception` books there; `eve` is a member of staff elsewhere who has no business with them.
 */
export const personas = ['founder', 'therapist', 'colleague', 'reception', 'eve'] as const;
export type PersonaName = (typeof personas)[number];

const rolesOf: Readonly<Record<Exclude<PersonaName, 'founder'>, Role>> = {
  therapist: 'therapist',
  colleague: 'therapist',
  reception: 'reception',
  eve: 'therapist',
};

/** Somebody with keys, and what they sign in with. */
export interface Persona {
  readonly name: PersonaName;
  readonly identity: Identity;
  readonly credentials: Credentials;
}

export interface OpenOptions {
  /** What this device has kept; a fresh device without it. */
  readonly store?: CacheStore;
  /** How the client reaches the server; the real network by default. */
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds after which a call is given up. */
  readonly timeout?: number;
  /** Milliseconds since 1970; the machine's clock by default. */
  readonly now?: () => number;
}

/** A founded practice of five people with a reception group and a staff group. */
export interface SmallPractice {
  readonly url: string;
  readonly id: PracticeId;
  readonly people: Readonly<Record<PersonaName, Persona>>;
  readonly centre: string;
  readonly groups: { readonly reception: PrincipalId; readonly staff: PrincipalId };
  /** The practice as this person's client opens it; signs in once and keeps the session. */
  readonly open: (name: PersonaName, options?: OpenOptions) => Promise<Practice>;
}

async function newPersona(name: PersonaName): Promise<Persona> {
  const identity = await newIdentity(realEntropy);
  const secretKey = newSecretKey(realEntropy);
  return { name, identity, credentials: { secretKey, password: `${name} ja hiljainen metsä` } };
}

/** Founds the practice on an unfounded server, through the real client and over HTTP. */
export async function foundSmallPractice(server: {
  readonly url: string;
  readonly setupToken: string;
}): Promise<SmallPractice> {
  const { url, setupToken } = server;
  const api = createApi({ baseUrl: url, fetch });
  const made = await Promise.all(personas.map(newPersona));
  const people = Object.fromEntries(made.map((p) => [p.name, p])) as Record<PersonaName, Persona>;
  const { founder } = people;
  const day = Math.floor(Date.now() / 86_400_000);
  const id = await foundPractice({ api, setupToken, founder: founder.identity, day });
  const account = { api, practice: id, entropy: realEntropy };
  await registerAccount({ ...account, ...founder, token: setupToken });

  const sessions = new Map<PersonaName, SignedIn>();
  const open = async (name: PersonaName, options: OpenOptions = {}): Promise<Practice> => {
    const session = sessions.get(name) ?? (await signIn(api, people[name].credentials));
    sessions.set(name, session);
    const { timeout } = options;
    const through = createApi({
      baseUrl: url,
      fetch: options.fetch ?? fetch,
      ...(timeout === undefined ? {} : { timeout }),
    });
    const store = options.store ?? memoryStore();
    const now = options.now ?? Date.now;
    return Practice.open(memberOf(session, { api: through, store, entropy: realEntropy, now }));
  };

  const administrator = await open('founder');
  const { token } = administrator.member;
  const centre = toHex(realEntropy(16));
  for (const [name, role] of Object.entries(rolesOf) as [keyof typeof rolesOf, Role][]) {
    const person = people[name];
    await enrol(administrator, person.identity);
    await giveRole(administrator, person.identity.id, role, name === 'eve' ? null : centre);
    await registerAccount({ ...account, ...person, token });
  }
  const ids = (names: readonly PersonaName[]) => names.map((name) => people[name].identity.id);
  const reception = await setGroup(administrator, 'reception', centre, ids(['reception']));
  const staff = await setGroup(administrator, 'staff', null, ids(personas));
  return { url, id, people, centre, groups: { reception, staff }, open };
}
