import { parseEmail, parseHetu, phoneOrText } from '@vaiti/care';
import type { PatientFileView } from '@vaiti/client';

export type Contact = PatientFileView['contact'];

/** Contact details as they stand in the form: lists are one a line. */
export interface ContactInput {
  readonly given: string;
  readonly family: string;
  readonly birthDate: string;
  readonly deceased: string;
  readonly hetu: string;
  readonly gender: Contact['gender'];
  readonly language: Contact['language'];
  readonly phones: string;
  readonly emails: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
  readonly guardians: readonly GuardianInput[];
}

export interface GuardianInput {
  readonly name: string;
  readonly relation: string;
  readonly phones: string;
  readonly emails: string;
}

export type ContactFault =
  | 'name'
  | 'birthDate'
  | 'deceased'
  | 'deceasedOrder'
  | 'hetu'
  | 'hetuBirthDate'
  | 'emails'
  | 'guardian';

const linesOf = (text: string): string[] =>
  text
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The form's start: what is on file. */
export function inputOf(contact: Contact): ContactInput {
  const { address } = contact;
  return {
    given: contact.given.join(' '),
    family: contact.family,
    birthDate: contact.birthDate ?? '',
    deceased: contact.deceased ?? '',
    hetu: contact.hetu ?? '',
    gender: contact.gender,
    language: contact.language,
    phones: contact.phones.join('\n'),
    emails: contact.emails.join('\n'),
    street: address?.lines.join('\n') ?? '',
    postalCode: address?.postalCode ?? '',
    city: address?.city ?? '',
    country: address?.country ?? '',
    guardians: contact.guardians.map((guardian) => ({
      name: guardian.name,
      relation: guardian.relation,
      phones: guardian.phones.join('\n'),
      emails: guardian.emails.join('\n'),
    })),
  };
}

/** What cannot be saved as it is. `today` is an ISO date: nobody has died after it. */
export function faultsIn(input: ContactInput, today: string): ReadonlySet<ContactFault> {
  const faults = new Set<ContactFault>();
  if (input.given.trim() === '' && input.family.trim() === '') faults.add('name');
  if (input.birthDate !== '' && !isDate(input.birthDate)) faults.add('birthDate');
  if (input.deceased !== '') {
    if (!isDate(input.deceased)) faults.add('deceased');
    else if (input.deceased < input.birthDate || input.deceased > today)
      faults.add('deceasedOrder');
  }
  if (input.hetu.trim() !== '') {
    const hetu = parseHetu(input.hetu);
    if (!hetu.ok) faults.add('hetu');
    else if (isDate(input.birthDate) && hetu.value.birthDate !== input.birthDate)
      faults.add('hetuBirthDate');
  }
  const emails = [input, ...input.guardians].flatMap((one) => linesOf(one.emails));
  if (emails.some((email) => !parseEmail(email).ok)) faults.add('emails');
  if (input.guardians.some((guardian) => guardian.name.trim() === '')) faults.add('guardian');
  return faults;
}

/** The new version of the contact details; fields that the form does not show stay as they were. */
export function contactFrom(input: ContactInput, before: Contact): Contact {
  const lines = linesOf(input.street);
  const [postalCode, city, country] = [input.postalCode, input.city, input.country].map(orNull);
  const isEmpty = lines.length === 0 && postalCode === null && city === null && country === null;
  const address = {
    lines,
    postalCode: postalCode ?? null,
    city: city ?? null,
    country: country ?? null,
  };
  return {
    ...before,
    given: input.given.split(/\s+/).filter((name) => name !== ''),
    family: input.family.trim(),
    birthDate: orNull(input.birthDate),
    deceased: orNull(input.deceased),
    hetu: orNull(input.hetu.toUpperCase()),
    gender: input.gender,
    language: input.language,
    phones: linesOf(input.phones).map(phoneOrText),
    emails: linesOf(input.emails),
    address: isEmpty ? null : address,
    guardians: input.guardians.map((guardian) => ({
      name: guardian.name.trim(),
      relation: guardian.relation.trim(),
      phones: linesOf(guardian.phones).map(phoneOrText),
      emails: linesOf(guardian.emails),
    })),
    source: null,
  };
}

function orNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
