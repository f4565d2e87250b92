import type { Centre, HeldRole, StaffRole } from '../record/directory.ts';
import type { Rng } from '../rng.ts';
import { fictionalPhone } from './people.ts';

/** A member of staff before they have keys: the client enrols them and learns their id. */
export interface DemoStaff {
  /** Sign-in name, unique in the practice. */
  readonly nickname: string;
  readonly name: string;
  readonly title: string;
  readonly roles: readonly HeldRole[];
  readonly email: string;
}

/** Who looks at whose notes, by sign-in name. */
export const SUPERVISED: Readonly<Record<string, string>> = { onni: 'tapio' };

export const PRACTICE_NAME = 'Psykoterapiakeskus Lumme';

const CENTRES = [
  { name: 'Lumme Helsinki', line: 'Kaivokatu 12', city: 'Helsinki', postalCode: '00100' },
  { name: 'Lumme Tampere', line: 'Hämeenkatu 30', city: 'Tampere', postalCode: '33200' },
  { name: 'Lumme Vaasa / Vasa', line: 'Strandgatan 8', city: 'Vaasa', postalCode: '65100' },
] as const;

/** The three centres of the demo practice. */
export function createCentres(rng: Rng): Centre[] {
  return CENTRES.map(({ name, line, city, postalCode }) => ({
    type: 'centre',
    id: rng.hex(16),
    name,
    address: { lines: [line], postalCode, city, country: 'FI' },
    phones: [fictionalPhone(rng)],
  }));
}

/** Who works there: sign-in name, name, title, role and the number of the centre (null: all). */
const STAFF: readonly (readonly [
  string,
  string,
  string,
  readonly (readonly [StaffRole, number | null])[],
])[] = [
  ['helmi', 'Helmi Saarinen', 'Psykoterapeutti', [['therapist', 0]]],
  [
    'tapio',
    'Tapio Räsänen',
    'Psykologi, psykoterapeutti',
    [
      ['therapist', 0],
      ['therapist', 1],
    ],
  ],
  ['marta', 'Märta Nygård', 'Psykoterapeut', [['therapist', 2]]],
  [
    'bjorn',
    'Björn Öhman',
    'Psykolog, psykoterapeut',
    [
      ['therapist', 2],
      ['therapist', 1],
    ],
  ],
  [
    'grace',
    'Grace Bennett',
    'Psychotherapist',
    [
      ['therapist', 0],
      ['centre-lead', 0],
    ],
  ],
  ['onni', 'Onni Töyrylä', 'Psykoterapeuttiopiskelija', [['trainee', 1]]],
  [
    'paivi',
    'Päivi Hämäläinen',
    'Vastaanottosihteeri',
    [
      ['reception', 0],
      ['reception', 1],
    ],
  ],
  ['solveig', 'Solveig Sjöblom', 'Mottagningssekreterare', [['reception', 2]]],
  [
    'heikki',
    'Heikki Lähteenmäki',
    'Vastaava psykoterapeutti',
    [
      ['centre-lead', 1],
      ['break-glass-officer', null],
    ],
  ],
  [
    'asa',
    'Åsa Lindström',
    'Ansvarig psykoterapeut',
    [
      ['centre-lead', 2],
      ['break-glass-officer', null],
    ],
  ],
  ['ilmari', 'Ilmari Koskela', 'Tietosuojavastaava', [['privacy-officer', null]]],
  [
    'riikka',
    'Riikka Mäkinen',
    'Pääkäyttäjä',
    [
      ['administrator', null],
      ['break-glass-officer', null],
    ],
  ],
];

/** The twelve members of staff; every role is held by someone. */
export function createStaff(centres: readonly Centre[]): DemoStaff[] {
  return STAFF.map(([nickname, name, title, roles]) => ({
    nickname,
    name,
    title,
    roles: roles.map(([role, at]) => ({
      role,
      centre: at === null ? null : (centres[at]?.id ?? null),
    })),
    email: `${nickname}@example.org`,
  }));
}
