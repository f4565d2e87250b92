import { generateHetu } from '../hetu.ts';
import type { Contact, Guardian } from '../record/contact.ts';
import type { Language } from '../record/fields.ts';
import type { Rng } from '../rng.ts';
import { addDays } from './calendar.ts';
import { names, plainLetters, streets } from './names.ts';
import { banks } from './text/index.ts';

const DOMAINS = ['example.org', 'example.com', 'example.net'];

/**
 * A phone that rings nowhere. Finland reserves no numbers for fiction; a subscriber number of the
 * fixed network (here area 9) never begins with 0, so these cannot be given to anyone.
 */
export function fictionalPhone(rng: Rng): string {
  return `+35890${String(rng.int(0, 999_999)).padStart(6, '0')}`;
}

/** An address in a domain that RFC 2606 reserves. */
function fictionalEmail(rng: Rng, given: string, family: string): string {
  const tag = rng.chance(60) ? String(rng.int(2, 99)) : '';
  return `${plainLetters(given)}.${plainLetters(family)}${tag}@${rng.pick(DOMAINS)}`;
}

export interface PersonOptions {
  readonly language: Language;
  readonly today: string;
  /** Years, both included. */
  readonly ages: readonly [number, number];
  readonly centre: { readonly id: string; readonly city: string; readonly postalCode: string };
  /** Codes given so far; the new one is added. */
  readonly taken: Set<string>;
}

interface Names {
  readonly given: readonly string[];
  readonly family: string;
}

function guardiansOf(rng: Rng, { language }: PersonOptions, child: Names): Guardian[] {
  const { given: own, family } = child;
  const count = rng.chance(70) ? 2 : 1;
  return banks[language].relations.slice(0, count).map((relation, at) => {
    const pool = at === 0 ? names[language].female : names[language].male;
    const given = rng.pick(pool.filter((name) => !own.includes(name)));
    const name = rng.chance(75) ? family : rng.pick(names[language].family);
    return {
      name: `${given} ${name}`,
      relation,
      phones: [fictionalPhone(rng)],
      emails: [fictionalEmail(rng, given, name)],
    };
  });
}

/** A person with everything that reception knows. Minors have guardians. */
export function createPerson(rng: Rng, options: PersonOptions): Contact {
  const { language, today, ages, centre, taken } = options;
  const gender = rng.chance(62) ? 'female' : 'male';
  const given = rng.shuffle(names[language][gender]).slice(0, rng.chance(40) ? 2 : 1);
  const family = rng.pick(names[language].family);
  const [youngest, oldest] = ages;
  // From the day after the (oldest + 1)th birthday back to the youngest's: whole years of age hold.
  const days = rng.int(Math.ceil(youngest * 365.25) + 1, Math.floor((oldest + 1) * 365.25) - 2);
  const birthDate = addDays(today, -days);
  let hetu = generateHetu(rng, birthDate, gender);
  for (let tries = 0; taken.has(hetu) && tries < 200; tries += 1) {
    hetu = generateHetu(rng, birthDate, gender);
  }
  taken.add(hetu);
  const minor = oldest < 18;
  const first = given[0] ?? '';
  const city = {
    lines: [
      `${rng.pick(streets[language])} ${rng.int(1, 98)} ${rng.pick(['A', 'B', 'C'])} ${rng.int(1, 60)}`,
    ],
  };
  return {
    type: 'contact',
    given,
    family,
    birthDate,
    deceased: null,
    hetu,
    gender,
    language,
    phones: minor && rng.chance(40) ? [] : [fictionalPhone(rng)],
    emails: rng.chance(minor ? 40 : 85) ? [fictionalEmail(rng, first, family)] : [],
    address: { ...city, postalCode: centre.postalCode, city: centre.city, country: 'FI' },
    guardians: minor ? guardiansOf(rng, options, { given, family }) : [],
    centre: centre.id,
    source: null,
  };
}
