import { CareError } from './errors.ts';
import { isCalendarDate, parseHetu } from './hetu.ts';
import type { Contact } from './record/contact.ts';

/** Age from which a person decides for themselves: Child Welfare and Guardianship Services Acts. */
const MAJORITY = 18;
const DAY = 86_400_000;

/** Days since 1970-01-01 UTC of a date YYYY-MM-DD. Throws `record-invalid` where there is no such day. */
export function dayNumber(date: string): number {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  if (!isCalendarDate(Number(year), Number(month), Number(day)))
    throw new CareError('record-invalid', 'date');
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY);
}

/**
 * The day on which somebody born on `birthDate` (YYYY-MM-DD) comes of age, YYYY-MM-DD. Who was born on
 * 29 February does on the 28th where that year has no 29th (act 150/1930, section 3). Throws
 * `record-invalid`.
 */
export function majorityOf(birthDate: string): string {
  dayNumber(birthDate);
  const year = Number(birthDate.slice(0, 4)) + MAJORITY;
  const [month = '', day = ''] = birthDate.slice(5).split('-');
  const last = isCalendarDate(year, Number(month), Number(day)) ? day : '28';
  return `${String(year).padStart(4, '0')}-${month}-${last}`;
}

/** The last day, in days since 1970, on which somebody is a minor. Throws `record-invalid`. */
export function lastDayAsMinor(birthDate: string): number {
  return dayNumber(majorityOf(birthDate)) - 1;
}

/**
 * When a patient was born, YYYY-MM-DD: as the contact details say, else as their personal identity code
 * does; null where neither is known.
 */
export function birthDateOf(contact: Pick<Contact, 'birthDate' | 'hetu'>): string | null {
  if (contact.birthDate !== null) return contact.birthDate;
  if (contact.hetu === null) return null;
  const parsed = parseHetu(contact.hetu);
  return parsed.ok ? parsed.value.birthDate : null;
}

/** Whether the patient is a minor on `today` (YYYY-MM-DD); false where their birth date is not known. */
export function isMinor(contact: Pick<Contact, 'birthDate' | 'hetu'>, today: string): boolean {
  const born = birthDateOf(contact);
  return born !== null && dayNumber(today) <= lastDayAsMinor(born);
}
