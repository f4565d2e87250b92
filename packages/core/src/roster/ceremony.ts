import { toHex } from '../bytes.ts';
import { idOf, type PrincipalId } from '../ids.ts';
import type { RosterEntry } from './entry.ts';
import type { Ceremony, Person, Roster } from './roster.ts';

/** Sets that one person may make, and steps that one set may have: the roster is everybody's. */
const MAX_SETS = 32;
const MAX_STEPS = 32;

/** The sheets that still open something: the newest set, unless it is void or the keys are others. */
export function ceremonyOf(person: Person | undefined): Ceremony | undefined {
  const newest = person?.ceremonies?.at(-1);
  const made = newest?.steps[0];
  if (newest === undefined || made === undefined) return undefined;
  if (newest.steps.some(({ step }) => step === 'voided')) return undefined;
  const renewed = person?.earlier?.at(-1);
  return renewed !== undefined && renewed.until.seq > made.since.seq ? undefined : newest;
}

/** Whether a step is one that may follow: a new set, or the next step of the set that is valid. */
export function ceremonyIsSound(roster: Roster, { act }: RosterEntry): boolean {
  if (act.kind !== 'ceremony') return true;
  const { need, of, step } = act;
  const person = roster.people.get(idOf<PrincipalId>(act.principal));
  const set = toHex(act.set);
  if (step === 'made') {
    const sets = person?.ceremonies ?? [];
    return need <= of && sets.length < MAX_SETS && !sets.some((one) => one.set === set);
  }
  const now = ceremonyOf(person);
  if (now?.set !== set || now.need !== need || now.of !== of) return false;
  return now.steps.length < MAX_STEPS || step === 'voided';
}

/** The roster after a step. */
export function applyCeremony(roster: Roster, { act, day, seq }: RosterEntry): Roster {
  if (act.kind !== 'ceremony') return roster;
  const person = roster.people.get(idOf<PrincipalId>(act.principal));
  if (person === undefined) return roster;
  const set = toHex(act.set);
  const step = { step: act.step, since: { seq, day } };
  const sets = person.ceremonies ?? [];
  const known = sets.find((one) => one.set === set);
  const others = sets.filter((one) => one !== known);
  const after =
    known === undefined
      ? { set, need: act.need, of: act.of, steps: [step] }
      : { ...known, steps: [...known.steps, step] };
  const ceremonies = [...others, after];
  return { ...roster, people: new Map(roster.people).set(person.id, { ...person, ceremonies }) };
}
