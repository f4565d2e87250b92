import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** How much there is of what. */
export interface Amount {
  readonly patients: number;
  /** Notes of each patient, each with an encounter of its own. */
  readonly notes: number;
}

const NPI = 'http://hl7.org/fhir/sid/us-npi';
const PRACTITIONER = '9999900001';
const HOUSE = 'https://example.org/houses';
const DAY = 86_400_000;
const FIRST = Date.UTC(2012, 0, 2, 9);

const SENTENCES = [
  'Potilas kertoo nukkuneensa viime viikolla paremmin ja heränneensä vain kerran yössä.',
  'Käytiin läpi tilanne, jossa jännitys nousi työpalaverissa, ja mitä silloin ajatteli.',
  'Harjoiteltiin hengityksen rauhoittamista ja sovittiin, milloin sitä kokeillaan kotona.',
  'Mieliala on vaihdellut, mutta toimintakyky on säilynyt eikä itsetuhoisia ajatuksia ole.',
  'Sovittiin, että seuraavalla kerralla palataan perheen tilanteeseen ja tuen tarpeeseen.',
  'Pohdittiin, miten vaativuus itseä kohtaan näkyy arjessa ja mistä se on tullut.',
];
/** Text of a note in UTF-16 units; its UTF-8 is 4 KB. */
const NOTE = 3900;

/** A UUID that depends on nothing but what it is for. */
function idOf(...parts: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(parts.join('\0')).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

function noteText(patient: number, note: number): string {
  const lines: string[] = [`Käynti ${String(note + 1)}`];
  let length = 0;
  for (let i = patient + note * 7; length < NOTE; i += 1 + ((note + i) % 5)) {
    const sentence = SENTENCES[i % SENTENCES.length] ?? '';
    lines.push(sentence);
    length += sentence.length + 1;
  }
  return lines.join('\n').slice(0, NOTE);
}

function patientOf(patient: number): object {
  return {
    resourceType: 'Patient',
    id: idOf('patient', patient),
    identifier: [{ system: HOUSE, value: String(patient) }],
    name: [{ use: 'official', family: `Testinen${String(patient)}`, given: ['Testi'] }],
    telecom: [{ system: 'phone', value: '+358401234567', use: 'mobile' }],
    gender: patient % 2 === 0 ? 'female' : 'male',
    birthDate: `19${String(50 + (patient % 50))}-05-17`,
    address: [{ line: ['Testikatu 1'], city: 'Tampere', postalCode: '33100', country: 'FI' }],
  };
}

function periodOf(note: number): { start: string; end: string } {
  const start = FIRST + note * 7 * DAY;
  const iso = (time: number) => `${new Date(time).toISOString().slice(0, 19)}+00:00`;
  return { start: iso(start), end: iso(start + DAY / 32) };
}

const who = {
  reference: `Practitioner?identifier=${NPI}|${PRACTITIONER}`,
  display: 'Testi Terapeutti',
};

function encounterOf(patient: number, note: number): object {
  return {
    resourceType: 'Encounter',
    id: idOf('encounter', patient, note),
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    type: [{ text: 'Psychotherapy session' }],
    subject: { reference: `Patient/${idOf('patient', patient)}` },
    participant: [{ individual: who }],
    period: periodOf(note),
  };
}

function documentOf(patient: number, note: number): object {
  const data = Buffer.from(noteText(patient, note)).toString('base64');
  return {
    resourceType: 'DocumentReference',
    id: idOf('document', patient, note),
    status: 'current',
    type: { coding: [{ system: 'http://loinc.org', code: '34117-2' }], text: 'Session note' },
    subject: { reference: `Patient/${idOf('patient', patient)}` },
    date: periodOf(note).end,
    author: [who],
    content: [{ attachment: { contentType: 'text/plain; charset=utf-8', data } }],
    context: { encounter: [{ reference: `Encounter/${idOf('encounter', patient, note)}` }] },
  };
}

const practitioner = {
  resourceType: 'Practitioner',
  id: idOf('practitioner'),
  identifier: [{ system: NPI, value: PRACTITIONER }],
  active: true,
  name: [{ family: 'Terapeutti', given: ['Testi'] }],
};

function* each(amount: Amount, one: (patient: number, note: number) => object): Generator<object> {
  for (let note = 0; note < amount.notes; note++)
    for (let patient = 0; patient < amount.patients; patient++) yield one(patient, note);
}

function* patients(amount: Amount): Generator<object> {
  for (let patient = 0; patient < amount.patients; patient++) yield patientOf(patient);
}

function* lines(resources: Iterable<object>): Generator<string> {
  for (const resource of resources) yield `${JSON.stringify(resource)}\n`;
}

/**
 * Writes a Bulk Data export of made-up patients into `folder`, a file for each kind. The notes of
 * different patients alternate, as exports sorted by id have them. The same amount gives the same
 * bytes.
 */
export async function generateExport(folder: string, amount: Amount): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files: Readonly<Record<string, Iterable<object>>> = {
    Practitioner: [practitioner],
    Patient: patients(amount),
    Encounter: each(amount, encounterOf),
    DocumentReference: each(amount, documentOf),
  };
  for (const [kind, resources] of Object.entries(files)) {
    const path = join(folder, `${kind}.000.ndjson`);
    await pipeline(Readable.from(lines(resources)), createWriteStream(path));
  }
}
