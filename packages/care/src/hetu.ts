import type { Parsed } from './errors.ts';
import { CareError } from './errors.ts';
import type { Rng } from './rng.ts';

/**
 * Finnish personal identity code (henkilötunnus): DDMMYY, century sign, individual number, check
 * character. Decree 128/2010 with the signs added by 990/2022, in use since 2023.
 */
const CHECK = '0123456789ABCDEFHJKLMNPRSTUVWXY';
const SIGNS: Readonly<Record<string, number>> = {
  '+': 1800,
  ...Object.fromEntries(Array.from('-YXWVU', (sign) => [sign, 1900])),
  ...Object.fromEntries(Array.from('ABCDEF', (sign) => [sign, 2000])),
};

export interface Hetu {
  /** As written, upper case, sign kept: two codes may differ by it alone. */
  readonly code: string;
  /** YYYY-MM-DD. */
  readonly birthDate: string;
  readonly sign: string;
  /** From the individual number: odd is male, even female. */
  readonly gender: 'male' | 'female';
  /** Individual number 900-999: never in the population register; demo and decoy patients. */
  readonly isTemporary: boolean;
}

/** Check character of DDMMYY and NNN. The sign takes no part. */
export function hetuCheck(ddmmyy: string, number: string): string {
  return CHECK[Number(ddmmyy + number) % 31] as string;
}

/** Whether the calendar has this day. */
export function isCalendarDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/**
 * Reads a personal identity code; surrounding space and lower case are accepted.
 * Codes: `hetu-form-invalid`, `hetu-date-invalid`, `hetu-number-invalid` (000 and 001 are not
 * given), `hetu-check-invalid`.
 */
export function parseHetu(input: string): Parsed<Hetu> {
  const code = input.trim().toUpperCase();
  const match = /^([0-9]{2})([0-9]{2})([0-9]{2})([-+YXWVUABCDEF])([0-9]{3})([0-9A-Y])$/.exec(code);
  if (match === null) return { ok: false, code: 'hetu-form-invalid' };
  const [, dd = '', mm = '', yy = '', sign = '', number = '', check = ''] = match;
  const year = (SIGNS[sign] ?? 0) + Number(yy);
  if (!isCalendarDate(year, Number(mm), Number(dd)))
    return { ok: false, code: 'hetu-date-invalid' };
  const individual = Number(number);
  if (individual < 2) return { ok: false, code: 'hetu-number-invalid' };
  if (hetuCheck(dd + mm + yy, number) !== check) return { ok: false, code: 'hetu-check-invalid' };
  return {
    ok: true,
    value: {
      code,
      birthDate: `${year}-${mm}-${dd}`,
      sign,
      gender: individual % 2 === 1 ? 'male' : 'female',
      isTemporary: individual >= 900,
    },
  };
}

/**
 * A code that no register holds (individual number 900-999) for the birth date YYYY-MM-DD.
 * `gender` decides the parity; anything but male and female leaves it to chance.
 * Throws `hetu-date-invalid`, or `hetu-year-unsupported` outside 1800-2099.
 */
export function generateHetu(rng: Rng, birthDate: string, gender: string): string {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(birthDate);
  if (match === null) throw new CareError('hetu-date-invalid');
  const [, yyyy = '', mm = '', dd = ''] = match;
  if (!isCalendarDate(Number(yyyy), Number(mm), Number(dd)))
    throw new CareError('hetu-date-invalid');
  const century = Number(yyyy.slice(0, 2)) * 100;
  const signs = Object.keys(SIGNS).filter((sign) => SIGNS[sign] === century);
  if (signs.length === 0) throw new CareError('hetu-year-unsupported');
  const odd = gender === 'male' ? 1 : gender === 'female' ? 0 : rng.int(0, 1);
  const number = String(900 + rng.int(0, 49) * 2 + odd);
  const ddmmyy = dd + mm + yyyy.slice(2);
  // Most people have the century's first sign; the newer ones must be met in the demo as well.
  const sign = rng.chance(80) ? (signs[0] as string) : rng.pick(signs);
  return ddmmyy + sign + number + hetuCheck(ddmmyy, number);
}
