import type { Centre } from '../record/directory.ts';
import type { Language } from '../record/fields.ts';
import { createRng, type Rng } from '../rng.ts';
import { createPerson } from './people.ts';
import { createTreatment, type DemoPatient, plannedVisit } from './patient.ts';
import {
  createCentres,
  createStaff,
  type DemoStaff,
  PRACTICE_NAME,
  SUPERVISED,
} from './practice.ts';

/** A whole invented practice. */
export interface DemoPractice {
  readonly practiceName: string;
  readonly centres: readonly Centre[];
  readonly staff: readonly DemoStaff[];
  readonly patients: readonly DemoPatient[];
}

const PATIENTS = 60;
const MINOR_AGES = [10, 17] as const;
const ADULT_AGES = [18, 78] as const;

/** Languages in which a therapist works; the first is taken most often. */
const SPEAKS: Readonly<Record<string, readonly Language[]>> = {
  helmi: ['fi', 'fi', 'fi', 'en'],
  tapio: ['fi', 'fi', 'fi', 'sv'],
  marta: ['sv', 'sv', 'fi'],
  bjorn: ['sv', 'sv', 'fi', 'en'],
  grace: ['en', 'en', 'fi'],
  onni: ['fi'],
};

function placeOf(centre: Centre) {
  const { city, postalCode } = centre.address ?? {};
  return { id: centre.id, city: city ?? '', postalCode: postalCode ?? '' };
}

/** Who treats whom: therapists in turn, so that each has about ten patients. */
function treating(staff: readonly DemoStaff[]) {
  return staff.filter(({ nickname }) => nickname in SPEAKS);
}

function therapistsOf(rng: Rng, lead: DemoStaff, others: readonly DemoStaff[]): string[] {
  // A trainee's notes go to the supervisor one by one.
  if (lead.nickname in SUPERVISED) return [lead.nickname];
  const pair = others.filter((one) => one.nickname !== lead.nickname && one.nickname !== 'onni');
  return rng.chance(12) ? [lead.nickname, rng.pick(pair).nickname] : [lead.nickname];
}

function createPatient(
  root: Rng,
  at: number,
  {
    centres,
    staff,
    today,
    taken,
  }: Omit<DemoPractice, 'practiceName' | 'patients'> & {
    readonly today: string;
    readonly taken: Set<string>;
  },
): DemoPatient {
  const rng = root.fork(`patient/${at}`);
  const team = treating(staff);
  const lead = team[at % team.length] as DemoStaff;
  const language = rng.pick<Language>(SPEAKS[lead.nickname] ?? ['fi']);
  const minor = at % 7 === 3;
  const own = centres.filter((one) => lead.roles.some(({ centre }) => centre === one.id));
  const contact = createPerson(rng, {
    language,
    today,
    ages: minor ? MINOR_AGES : ADULT_AGES,
    centre: placeOf(rng.pick(own)),
    taken,
  });
  const closed = rng.chance(25);
  const { conditions, visits } = createTreatment(rng, {
    contact,
    therapist: lead,
    today,
    sessions: rng.int(4, closed ? 20 : 19),
    slot: Math.floor(at / team.length),
    closed,
  });
  const last = visits.at(-1);
  const coming = closed || last === undefined ? [] : [plannedVisit(last, contact, today)];
  return {
    key: `p${String(at + 1).padStart(2, '0')}`,
    openedOn: (visits[0]?.visit.start ?? today).slice(0, 10),
    contact,
    therapists: therapistsOf(rng, lead, team),
    conditions,
    visits: [...visits, ...coming],
  };
}

export interface DemoOptions {
  readonly seed: string | number;
  /** YYYY-MM-DD in Finland: no note is younger. */
  readonly today: string;
}

/**
 * The demo practice: 3 centres, 12 staff of all roles, 60 patients with 4 to 20 visits, notes in
 * Finnish, Swedish and English. The same seed and day give the same practice, text for text. Every
 * identity code has an individual number of 900-999, every e-mail a reserved domain, every phone a
 * number that cannot exist.
 */
export function generateDemoPractice({ seed, today }: DemoOptions): DemoPractice {
  const rng = createRng(seed);
  const centres = createCentres(rng.fork('centres'));
  const staff = createStaff(centres);
  const taken = new Set<string>();
  const patients = Array.from({ length: PATIENTS }, (_, at) =>
    createPatient(rng, at, { centres, staff, today, taken }),
  );
  return { practiceName: PRACTICE_NAME, centres, staff, patients };
}

export interface CareloadOptions extends DemoOptions {
  readonly patients: number;
  readonly notesPerPatient: number;
}

/**
 * Patients for benchmarks and drills, one at a time: holds no more than the identity codes given so
 * far. Therapists are the demo practice's. Throws nothing; ends after `patients`.
 */
export function* generateCareload(options: CareloadOptions): Generator<DemoPatient> {
  const { seed, today, patients, notesPerPatient } = options;
  const root = createRng(`careload/${seed}`);
  const centres = createCentres(createRng(seed).fork('centres'));
  const team = treating(createStaff(centres));
  const taken = new Set<string>();
  for (let at = 0; at < patients; at += 1) {
    const rng = root.fork(at);
    const lead = team[at % team.length] as DemoStaff;
    const contact = createPerson(rng, {
      language: rng.pick(['fi', 'fi', 'fi', 'sv', 'en'] as const),
      today,
      ages: at % 8 === 3 ? MINOR_AGES : ADULT_AGES,
      centre: placeOf(rng.pick(centres)),
      taken,
    });
    const { conditions, visits } = createTreatment(rng, {
      contact,
      therapist: lead,
      today,
      sessions: notesPerPatient,
      slot: Math.floor(at / team.length),
      closed: rng.chance(25),
    });
    yield {
      key: `c${at + 1}`,
      openedOn: (visits[0]?.visit.start ?? today).slice(0, 10),
      contact,
      therapists: [lead.nickname],
      conditions,
      visits,
    };
  }
}
