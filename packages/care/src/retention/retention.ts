import { parseHetu } from '../hetu.ts';
import type { Contact } from '../record/contact.ts';
import { type RetentionRule, retentionRules, ruleOn } from './rules.ts';

/** What of a contact record decides how long the file is kept. */
export type RetentionFacts = Pick<Contact, 'birthDate' | 'deceased' | 'hetu'>;

/**
 * Why a file is kept until a day. `death`, `birth`: counted from that day. `no-dates`: neither is
 * known. `dates-conflict`: the death lies before the birth. `no-rule`: no rule holds yet.
 */
export const retentionReasons = [
  'death',
  'birth',
  'no-dates',
  'dates-conflict',
  'no-rule',
] as const;
export type RetentionReason = (typeof retentionReasons)[number];

/** How long a file is kept. `until` is the last day (ISO date), null where it cannot be told. */
export interface Retention {
  readonly rule: RetentionRule | null;
  readonly until: string | null;
  readonly why: RetentionReason;
}

/** How a retention stands on a day; `soon` is within the year that follows. */
export type RetentionStanding = 'kept' | 'soon' | 'over' | 'unknown';

/**
 * The same day so many years later (ISO dates). The 29th of February becomes the 1st of March where
 * there is none: a file is kept a day longer rather than a day too short.
 */
function yearsAfter(date: string, years: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year + years, month - 1, day)).toISOString().slice(0, 10);
}

function birthOf({ birthDate, hetu }: RetentionFacts): string | null {
  if (birthDate !== null) return birthDate;
  const parsed = hetu === null ? undefined : parseHetu(hetu);
  return parsed?.ok === true ? parsed.value.birthDate : null;
}

/**
 * Until when a file must be kept by the rule that holds on `day` (ISO date): so long after death, or
 * from birth (of the identity code, if the record has no other) where no death is known. What cannot
 * be told is null, never a guess: such a file is kept.
 */
export function retentionOf(
  facts: RetentionFacts,
  day: string,
  rules: readonly RetentionRule[] = retentionRules,
  country = 'FI',
): Retention {
  const rule = ruleOn(rules, country, day);
  if (rule === undefined) return { rule: null, until: null, why: 'no-rule' };
  const birth = birthOf(facts);
  const { deceased } = facts;
  if (deceased !== null) {
    if (birth !== null && deceased < birth) return { rule, until: null, why: 'dates-conflict' };
    return { rule, until: yearsAfter(deceased, rule.yearsAfterDeath), why: 'death' };
  }
  if (birth === null) return { rule, until: null, why: 'no-dates' };
  return { rule, until: yearsAfter(birth, rule.yearsFromBirth), why: 'birth' };
}

/** How a retention stands on `day` (ISO date): the last day still counts. */
export function standingOn({ until }: Pick<Retention, 'until'>, day: string): RetentionStanding {
  if (until === null) return 'unknown';
  if (until < day) return 'over';
  return until <= yearsAfter(day, 1) ? 'soon' : 'kept';
}
