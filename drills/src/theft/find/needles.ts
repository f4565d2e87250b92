import type { Contact } from '@vaiti/care';
import type { DemoPatient } from '@vaiti/care/demo';
import { spellingsOf } from './spellings.ts';

export type NeedleKind =
  | 'patient name'
  | 'guardian name'
  | 'identity code'
  | 'e-mail'
  | 'phone'
  | 'address'
  | 'note sentence'
  | 'staff name'
  | 'password'
  | 'Secret Key'
  | 'user seed'
  | 'group seed'
  | 'file key'
  | 'canary'
  | 'mark';

/** Something that must not be found: text, or a key as bytes. */
export interface Needle {
  readonly kind: NeedleKind;
  readonly value: string | Uint8Array;
}

/** Characters of a sentence: shorter ones are in every practice, of longer ones the beginning does. */
const SENTENCE = { least: 32, most: 64 } as const;

/** The beginnings of the sentences of a note that are long enough to be its own. */
function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?])\s+|\n+/)
    .filter((sentence) => sentence.length >= SENTENCE.least)
    .map((sentence) => sentence.slice(0, SENTENCE.most));
}

function texts(kind: NeedleKind, values: readonly (string | undefined | null)[]): Needle[] {
  return values.flatMap((value) =>
    value === undefined || value === null || value === '' ? [] : [{ kind, value }],
  );
}

function contactNeedles(contact: Contact): Needle[] {
  const { given, family, hetu, guardians } = contact;
  return [
    ...texts('patient name', [`${given[0] ?? ''} ${family}`, `${given.join(' ')} ${family}`]),
    ...texts('identity code', [hetu]),
    ...texts('e-mail', [...contact.emails, ...guardians.flatMap(({ emails }) => emails)]),
    ...texts('phone', [...contact.phones, ...guardians.flatMap(({ phones }) => phones)]),
    ...texts('address', contact.address?.lines ?? []),
    ...texts(
      'guardian name',
      guardians.map(({ name }) => name),
    ),
  ];
}

/** Everything of a patient that a thief would look for. */
export function patientNeedles(patient: DemoPatient): readonly Needle[] {
  const notes = patient.visits.flatMap(({ noteVersions }) => noteVersions);
  const sentences = notes.flatMap(({ text }) => sentencesOf(text));
  return [...contactNeedles(patient.contact), ...texts('note sentence', sentences)];
}

/** A needle in one of its spellings. */
export interface Pattern {
  readonly needle: Needle;
  readonly spelling: string;
  readonly bytes: Uint8Array;
}

/** The key under which equal needles are one. */
export function needleKey({ value }: Needle): string {
  return typeof value === 'string' ? value : `bytes ${Buffer.from(value).toString('hex')}`;
}

/** Each needle once. */
export function uniqueNeedles(needles: Iterable<Needle>): readonly Needle[] {
  const unique = new Map<string, Needle>();
  for (const needle of needles) {
    const key = needleKey(needle);
    if (!unique.has(key)) unique.set(key, needle);
  }
  return [...unique.values()];
}

/** All spellings of all needles. */
export function patternsOf(needles: readonly Needle[]): readonly Pattern[] {
  return needles.flatMap((needle) =>
    spellingsOf(needle.value).map(({ name, bytes }) => ({ needle, spelling: name, bytes })),
  );
}
