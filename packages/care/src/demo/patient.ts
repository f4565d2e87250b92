import type { Condition } from '../record/condition.ts';
import type { Contact } from '../record/contact.ts';
import type { Language } from '../record/fields.ts';
import type { Note } from '../record/note.ts';
import type { Visit } from '../record/visit.ts';
import type { Rng } from '../rng.ts';
import { addDays, ageOn, daysBetween, helsinki, weekdayOf } from './calendar.ts';
import { type CourseKey, courses } from './text/bank.ts';
import { banks } from './text/index.ts';
import { courseText, type Session, writeCourse } from './writer.ts';

/** A visit and its note. The client puts in the ids that it gives: therapist and visit. */
export interface DemoVisit {
  /** Sign-in name of the therapist; `visit.therapist` is null. */
  readonly therapist: string;
  readonly visit: Visit;
  /** Versions of the visit's note, amendments last; none for a visit to come. `visit` is null. */
  readonly noteVersions: readonly Note[];
}

/** A patient with a file. */
export interface DemoPatient {
  /** Short stable name within the practice, such as `p07`. */
  readonly key: string;
  /** Date on which the file is opened, YYYY-MM-DD. */
  readonly openedOn: string;
  readonly contact: Contact;
  /** Sign-in names: who treats the patient. The first one leads. */
  readonly therapists: readonly string[];
  readonly conditions: readonly Condition[];
  readonly visits: readonly DemoVisit[];
}

export interface Therapist {
  readonly nickname: string;
  readonly name: string;
}

export interface TreatmentOptions {
  readonly contact: Contact;
  readonly therapist: Therapist;
  readonly today: string;
  readonly sessions: number;
  /** Place in the therapist's week, from 0: no two patients of one therapist meet. */
  readonly slot: number;
  readonly closed: boolean;
}

const ICD10 = 'http://hl7.org/fhir/sid/icd-10';
/** Courses longer than this go on with another theme. */
const COURSE_LENGTH = 20;

/** Dates of the sessions, the last one before `today`; newest last. */
function sessionDates(rng: Rng, { today, sessions, slot, closed }: TreatmentOptions): string[] {
  const weekday = (slot % 5) + 1;
  let date = addDays(today, -1 - (closed ? rng.int(40, 400) : rng.int(0, 6)));
  while (weekdayOf(date) !== weekday) date = addDays(date, -1);
  const dates: string[] = [];
  for (let at = 0; at < sessions; at += 1) {
    dates.unshift(date);
    date = addDays(date, rng.chance(70) ? -7 : -14);
  }
  return dates;
}

/** Weeks from each session to the next; after the last one, to the first such day after `today`. */
function gapsOf(dates: readonly string[], count: number, today: string): (1 | 2)[] {
  return dates.slice(0, count).map((date, at) => {
    const next = dates[at + 1];
    const weeks =
      next === undefined ? (addDays(date, 7) > today ? 1 : 2) : daysBetween(date, next) / 7;
    return weeks === 1 ? 1 : 2;
  });
}

function themes(rng: Rng, minor: boolean): CourseKey[] {
  const keys = Object.keys(courses) as CourseKey[];
  return rng.shuffle(keys.filter((key) => courses[key].minor === minor));
}

/** Conditions and sessions of a patient, one course after the other. */
export function createTreatment(
  rng: Rng,
  options: TreatmentOptions,
): { readonly conditions: Condition[]; readonly visits: DemoVisit[] } {
  const { contact, today, sessions, closed } = options;
  const minor = ageOn(contact.birthDate ?? today, today) < 18;
  const capable = ageOn(contact.birthDate ?? today, today) >= 13;
  const { language } = contact;
  const dates = sessionDates(rng, options);
  const keys = themes(rng, minor);
  const conditions: Condition[] = [];
  const visits: DemoVisit[] = [];
  for (let from = 0; from < sessions; from += COURSE_LENGTH) {
    const count = Math.min(COURSE_LENGTH, sessions - from);
    const course = keys[(from / COURSE_LENGTH) % keys.length] as CourseKey;
    const ended = closed || from + count < sessions;
    const started = dates[from] ?? today;
    const last = dates[from + count - 1] ?? today;
    conditions.push(conditionOf(language, course, started, ended ? last : null));
    const written = writeCourse(rng, {
      language,
      course,
      gaps: gapsOf(dates.slice(from, from + count + 1), count, today),
      minor,
      capable,
      closed: ended,
    });
    let at = from;
    for (const session of written) {
      visits.push(visitOf(rng, session, dates[at] ?? today, options));
      at += 1;
    }
  }
  return { conditions, visits };
}

function conditionOf(
  language: Language,
  key: CourseKey,
  recorded: string,
  ended: string | null,
): Condition {
  const text = courseText(language, key).condition;
  return {
    type: 'condition',
    text,
    coding: [{ system: ICD10, code: courses[key].code, display: text }],
    status: ended === null ? 'active' : 'remission',
    onset: null,
    ended,
    recorded,
    source: null,
  };
}

function visitOf(
  rng: Rng,
  session: Session,
  date: string,
  { contact, therapist, slot }: TreatmentOptions,
): DemoVisit {
  const hour = 8 + (Math.floor(slot / 5) % 9);
  const visit: Visit = {
    type: 'visit',
    start: helsinki(date, hour, 0),
    end: helsinki(date, hour, 45),
    mode: session.mode,
    centre: contact.centre,
    therapist: null,
    therapistName: therapist.name,
    minorDecides: session.minorDecides,
    status: 'finished',
    title: banks[contact.language].titles.visit[session.mode],
    source: null,
  };
  const note: Note = {
    type: 'note',
    title: session.title,
    format: 'text/plain',
    text: session.text,
    visit: null,
    language: contact.language,
    template: null,
    status: 'signed',
    authoredOn: helsinki(date, hour, rng.int(47, 59)),
    authorName: therapist.name,
    amends: null,
    source: null,
    sourceText: null,
  };
  const amended = rng.chance(4)
    ? [amendmentOf(rng, note, contact, helsinki(date, hour + 1, 5))]
    : [];
  return { therapist: therapist.nickname, visit, noteVersions: [note, ...amended] };
}

function amendmentOf(rng: Rng, note: Note, contact: Contact, authoredOn: string): Note {
  const adult = contact.guardians.length === 0;
  const choices = banks[contact.language].amendments.filter(({ forAll }) => forAll || adult);
  const { reason, adds } = rng.pick(choices);
  return { ...note, text: `${note.text}\n${adds}\n`, amends: reason, authoredOn };
}

/** A visit to come, without a note. */
export function plannedVisit(after: DemoVisit, contact: Contact, today: string): DemoVisit {
  let date = (after.visit.start ?? today).slice(0, 10);
  while (date <= today) date = addDays(date, 7);
  const hour = Number((after.visit.start ?? '').slice(11, 13));
  const visit: Visit = {
    ...after.visit,
    start: helsinki(date, hour, 0),
    end: helsinki(date, hour, 45),
    mode: 'centre',
    status: 'planned',
    minorDecides: null,
    title: banks[contact.language].titles.visit.centre,
  };
  return { therapist: after.therapist, visit, noteVersions: [] };
}
