import { readFileSync } from 'node:fs';
import { createDirectory, formatSecretKey } from '@vaiti/client';
import {
  foundSmallPractice,
  type Persona,
  type PersonaName,
  type SmallPractice,
} from '@vaiti/testkit';
import type { Place, Served } from './test-cli.ts';

/** What the people of the small practice are called in its directory. */
const NAMES: Readonly<Record<PersonaName, string>> = {
  founder: 'Helmi Saarinen',
  therapist: 'Onni Töyrylä',
  colleague: 'Märta Nygård',
  reception: 'Päivi Hämäläinen',
  eve: 'Solveig Sjöblom',
};

/** Founds the small practice on a server that was just started, with a directory of its people. */
export async function foundNamed(place: Place, server: Served): Promise<SmallPractice> {
  const setupToken = readFileSync(place.path('data', 'keys', 'setup-token'), 'utf8').trim();
  const practice = await foundSmallPractice({ url: server.url, setupToken });
  const staff = Object.entries(NAMES).map(([name, called]) => ({
    type: 'staff' as const,
    userId: practice.people[name as PersonaName].identity.id,
    name: called,
    title: '',
    roles: [],
    supervisor: null,
  }));
  const named = { type: 'practice' as const, name: 'Lumme', demo: false };
  await createDirectory(await practice.open('founder'), '2026-11-25', [named, ...staff]);
  return practice;
}

/** The environment in which a command runs as this person, with a profile of their own. */
export function envOf(place: Place, server: Served, who: Persona): NodeJS.ProcessEnv {
  const { password, secretKey } = who.credentials;
  return {
    VAITI_SERVER: server.url,
    VAITI_HOME: place.path(who.name),
    VAITI_SECRET_KEY: formatSecretKey(secretKey),
    VAITI_PASSWORD: password,
  };
}
