import type { PatientLine } from '@vaiti/client';

type Findable = Pick<PatientLine, 'name' | 'birthDate' | 'phones' | 'emails'>;

/** Lower case without marks: `Åke` is found by `ake`, `Mäki` by `maki`. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** The spellings of a birth date that people type, as digits. */
function birthDigits(birthDate: string): string[] {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const [m, d] = [String(Number(month)), String(Number(day))];
  return [
    `${day}${month}${year}`,
    `${d}${m}${year}`,
    `${year}${month}${day}`,
    `${day}${month}${year.slice(2)}`,
  ];
}

/** A phone number's digits with and without the Finnish country code. */
function phoneDigits(phone: string): string[] {
  const digits = digitsOf(phone);
  return digits.startsWith('358') ? [digits, `0${digits.slice(3)}`] : [digits];
}

/** The beginning of an address or of a part of it; with `@`, any stretch around it. */
function mailMatches(email: string, word: string): boolean {
  const address = folded(email);
  if (word.includes('@')) return address.includes(word);
  return address.split(/[.@+_-]/).some((part) => part.startsWith(word));
}

function wordMatches(patient: Findable, word: string): boolean {
  const names = folded(patient.name).split(/[\s-]+/);
  if (names.some((name) => name.startsWith(word))) return true;
  if (/\p{L}/u.test(word)) return patient.emails.some((email) => mailMatches(email, word));
  const digits = digitsOf(word);
  if (digits === '') return false;
  const births = patient.birthDate === null ? [] : birthDigits(patient.birthDate);
  return (
    births.some((birth) => birth.startsWith(digits)) ||
    (patient.birthDate?.startsWith(digits) ?? false) ||
    patient.phones.some((phone) => phoneDigits(phone).some((one) => one.startsWith(digits)))
  );
}

/**
 * The patients whom every word of the query fits: the beginning of a name, a birth date in any
 * usual spelling, the beginning of a phone number, or of a part of an e-mail address.
 */
export function findPatients<P extends Findable>(
  patients: readonly P[],
  query: string,
): readonly P[] {
  const text = folded(query).trim();
  if (text === '') return patients;
  const isNumber = /^[\d\s+().-]+$/.test(text) && /\d/.test(text);
  const words = isNumber
    ? [text.replace(/\s/g, '').replace(/^(\+|00)/, '')]
    : text.split(/[\s,-]+/).filter(Boolean);
  return patients.filter((patient) => words.every((word) => wordMatches(patient, word)));
}
