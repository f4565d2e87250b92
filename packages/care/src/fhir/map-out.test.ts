import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import type { Note } from '../record/note.ts';
import type { CareRecord } from '../record/record.ts';
import { type FiledRecord } from './filed.ts';
import { exportDirectory, exportPatient } from './map-out.ts';
import { type FhirResource, type JsonObject, parseResource } from './parse.ts';
import { ImportPlan } from './plan.ts';
import { createValidators } from './test-validators.ts';

const faultsOf = createValidators();
const id = (n: number) => n.toString(16).padStart(32, '0');
const plan = new ImportPlan({ digest: () => 'h', recordIdOf: () => id(9) });

function read(value: object): FhirResource {
  const parsed = parseResource(JSON.stringify(value));
  assert.ok(parsed.ok);
  return parsed.resource;
}

const objectSchema = z.record(z.string(), z.unknown());

function exported(records: readonly FiledRecord[]) {
  return [...exportPatient({ patientId: id(1), records })].map((resource) => {
    assert.deepEqual(faultsOf(resource.json), [], resource.json);
    return { ...resource, value: objectSchema.parse(JSON.parse(resource.json)) };
  });
}

const source = {
  resourceType: 'DocumentReference',
  id: 'doc-1',
  status: 'current',
  subject: { reference: 'Patient/pat-1' },
  content: [
    {
      attachment: {
        contentType: 'text/plain',
        data: Buffer.from('alkuperäinen').toString('base64'),
      },
    },
  ],
};

const importedPatient = {
  resourceType: 'Patient',
  id: 'pat-1',
  identifier: [{ system: 'urn:x', value: '7' }],
  name: [{ family: 'Mäki', given: ['Aino'] }],
  deceasedBoolean: false,
};

const own: Note = {
  type: 'note',
  title: 'Terapiakäynti',
  format: 'text/plain',
  text: 'Teksti.',
  visit: id(7),
  language: 'fi',
  template: null,
  status: 'signed',
  authoredOn: '2026-11-24T10:47:00+02:00',
  authorName: 'Helmi Saarinen',
  amends: null,
  source: null,
  sourceText: null,
};

function filed(recordId: string, version: number, record: CareRecord): FiledRecord {
  return { recordId, version, author: id(2), record };
}

test('imported records come out as they came in', () => {
  const records = [importedPatient, source].map((value, at) =>
    filed(id(at + 1), 1, plan.map(read(value)).record),
  );
  const out = exported(records);
  assert.deepEqual(
    out.map(({ json }) => json),
    [JSON.stringify(importedPatient), JSON.stringify(source)],
  );
  assert.ok(out.every(({ imported }) => imported));
});

test('an amendment of an imported note replaces that resource', () => {
  const records = [
    filed(id(1), 1, plan.map(read(importedPatient)).record),
    filed(id(5), 1, plan.map(read(source)).record),
    filed(id(5), 2, { ...own, amends: 'Korjaus' }),
  ];
  const [, first, second, provenance] = exported(records);
  assert.ok(first && second && provenance);
  assert.equal(first.json, JSON.stringify(source));
  assert.deepEqual(second.value['relatesTo'], [
    { code: 'replaces', target: { reference: 'DocumentReference/doc-1' } },
  ]);
  assert.deepEqual(second.value['subject'], { reference: 'Patient/pat-1' });
  assert.equal(second.value['docStatus'], 'amended');
  assert.equal(provenance.resourceType, 'Provenance');
});

test('versions of an own note form a chain, the newest current', () => {
  const records = [
    filed(id(5), 1, own),
    filed(id(5), 2, { ...own, amends: 'x' }),
    filed(id(5), 3, { ...own, amends: 'y' }),
  ];
  const documents = exported(records).filter(
    ({ resourceType }) => resourceType === 'DocumentReference',
  );
  const seen = documents.map(({ value }) => [value['id'], value['status'], value['relatesTo']]);
  const replaces = (v: number) => [
    { code: 'replaces', target: { reference: `DocumentReference/${id(5)}-v${v}` } },
  ];
  assert.deepEqual(seen, [
    [`${id(5)}-v1`, 'superseded', undefined],
    [`${id(5)}-v2`, 'superseded', replaces(1)],
    [`${id(5)}-v3`, 'current', replaces(2)],
  ]);
  assert.deepEqual(documents[0]?.value['context'], {
    encounter: [{ reference: `Encounter/${id(7)}` }],
  });
});

test('a correction of an imported contact keeps id and unknown members', () => {
  const { record } = plan.map(read(importedPatient));
  assert.ok(record.type === 'contact');
  const corrected: CareRecord = {
    ...record,
    family: 'Mäkinen',
    hetu: '010594Y9032',
    phones: ['+35890123456'],
    source: null,
  };
  const [only, ...rest] = exported([filed(id(1), 1, record), filed(id(1), 2, corrected)]);
  assert.ok(only && rest.length === 0);
  assert.equal(only.value['id'], 'pat-1');
  assert.equal(only.value['deceasedBoolean'], false);
  assert.deepEqual(only.value['name'], [{ use: 'official', family: 'Mäkinen', given: ['Aino'] }]);
  assert.deepEqual(only.value['identifier'], [
    { system: 'urn:x', value: '7' },
    { system: 'urn:oid:1.2.246.21', value: '010594Y9032' },
  ]);
});

test('a date of death comes in, goes out, and a correction of it replaces what was imported', () => {
  const dead = {
    ...importedPatient,
    deceasedBoolean: undefined,
    deceasedDateTime: '2020-03-05T10:00:00Z',
  };
  const { record } = plan.map(read(dead));
  assert.ok(record.type === 'contact');
  assert.equal(record.deceased, '2020-03-05');
  const patientOf = (change: Partial<typeof record>, from = record): JsonObject | undefined => {
    const corrected: CareRecord = { ...from, ...change, source: null };
    return exported([filed(id(1), 1, from), filed(id(1), 2, corrected)])[0]?.value;
  };
  assert.equal(patientOf({})?.['deceasedDateTime'], '2020-03-05T10:00:00Z');
  assert.equal(patientOf({ deceased: '2020-03-06' })?.['deceasedDateTime'], '2020-03-06');
  assert.equal(patientOf({ deceased: null })?.['deceasedDateTime'], undefined);
  const alive = plan.map(read(importedPatient)).record;
  assert.ok(alive.type === 'contact' && alive.deceased === null);
  const died = patientOf({ deceased: '2021-01-01' }, alive);
  assert.deepEqual(
    [died?.['deceasedDateTime'], died?.['deceasedBoolean']],
    ['2021-01-01', undefined],
  );
  const unsaid = { ...importedPatient, deceasedBoolean: undefined, deceasedDateTime: '2019' };
  const year = plan.map(read(unsaid)).record;
  assert.ok(year.type === 'contact' && year.deceased === null);
  assert.equal(patientOf({ family: 'X' }, year)?.['deceasedDateTime'], '2019');
});

test('own visits, conditions, attachments and bare records are valid FHIR', () => {
  const bare: readonly CareRecord[] = [
    {
      type: 'visit',
      start: null,
      end: null,
      mode: 'phone',
      centre: null,
      therapist: null,
      therapistName: null,
      minorDecides: true,
      status: 'unknown',
      title: '',
      source: null,
    },
    {
      type: 'condition',
      text: '',
      coding: [],
      status: null,
      onset: null,
      ended: '2020',
      recorded: '2020-01-01',
      source: null,
    },
    {
      type: 'attachment',
      title: '',
      contentType: '',
      data: new Uint8Array([1, 2, 3]),
      reason: '',
      source: null,
    },
    {
      type: 'contact',
      given: [],
      family: '',
      birthDate: null,
      deceased: null,
      hetu: null,
      gender: 'unknown',
      language: 'fi',
      phones: [],
      emails: [],
      address: { lines: [], postalCode: null, city: null, country: null },
      guardians: [{ name: 'X', relation: '', phones: [], emails: [] }],
      centre: null,
      source: null,
    },
    {
      ...own,
      text: '',
      title: '',
      language: null,
      authoredOn: '2020',
      authorName: null,
      visit: null,
    },
  ];
  const out = exported(bare.map((record, at) => filed(id(at + 20), 1, record)));
  const types = out.map(({ resourceType }) => resourceType);
  assert.deepEqual(types, [
    'Patient',
    'RelatedPerson',
    'Encounter',
    'Condition',
    'DocumentReference',
    'DocumentReference',
  ]);
});

test('our own export, imported again, gives the same visit', () => {
  const visit: CareRecord = {
    type: 'visit',
    start: '2026-11-24T10:00:00+02:00',
    end: '2026-11-24T10:45:00+02:00',
    mode: 'phone',
    centre: id(3),
    therapist: id(2),
    therapistName: 'Helmi Saarinen',
    minorDecides: false,
    status: 'finished',
    title: 'Puhelinkäynti',
    source: null,
  };
  const [out] = exported([filed(id(30), 1, visit)]);
  const { record } = plan.map(read(out?.value ?? {}));
  assert.ok(record.type === 'visit');
  assert.deepEqual({ ...record, source: null }, { ...visit, centre: null, therapist: null });
});

test('the directory writes centres, staff and what was imported', () => {
  const practitioner = { resourceType: 'Practitioner', id: 'x', name: [{ text: 'Dr X' }] };
  const records: FiledRecord[] = [
    filed(id(1), 1, { type: 'centre', id: id(3), name: 'Lumme', address: null, phones: [] }),
    filed(id(2), 1, {
      type: 'staff',
      userId: id(2),
      name: 'Aino',
      title: '',
      roles: [{ role: 'administrator', centre: null }],
      supervisor: null,
    }),
    filed(id(4), 1, plan.map(read(practitioner)).record),
  ];
  const out = [...exportDirectory(records)];
  for (const { json } of out) assert.deepEqual(faultsOf(json), [], json);
  assert.deepEqual(
    out.map(({ resourceType }) => resourceType),
    ['Organization', 'Location', 'Practitioner', 'PractitionerRole', 'Practitioner'],
  );
});

test('a minor’s decision and what was told of a visit are valid FHIR and name the visit', () => {
  const visit: CareRecord = {
    type: 'visit',
    start: '2026-11-24T10:00:00+02:00',
    end: null,
    mode: 'centre',
    centre: null,
    therapist: null,
    therapistName: null,
    minorDecides: null,
    status: 'finished',
    title: '',
    source: null,
  };
  const told = { type: 'summary' as const, title: '', text: 'Kävimme läpi unta.' };
  const by = { authorName: 'Helmi Saarinen', writtenOn: '2026-11-24T11:00:00Z' };
  const choice = { type: 'decision' as const, text: 'Kertoi itse.' };
  const records: readonly CareRecord[] = [
    visit,
    { ...choice, visit: id(20), choice: 'minor-keeps' },
    { ...own, visit: null },
    { ...choice, visit: id(22), choice: 'guardian', text: '' },
    { ...told, ...by, audience: 'guardian', visit: id(22) },
    { ...told, ...by, audience: 'patient', visit: null, title: 'Uni' },
    { ...told, ...by, audience: 'patient', visit: id(20) },
  ];
  const out = exported(records.map((record, at) => filed(id(at + 20), 1, record)));
  const of = (type: string) => out.filter((one) => one.resourceType === type).map((o) => o.value);
  const data = (reference: string) => [{ meaning: 'instance', reference: { reference } }];
  assert.deepEqual(
    of('Consent').map(({ provision }) => provision),
    [
      { type: 'deny', data: data(`Encounter/${id(20)}`) },
      { type: 'permit', data: data(`DocumentReference/${id(22)}-v1`) },
    ],
  );
  assert.deepEqual(
    of('Communication').map(({ encounter, about }) => encounter ?? about),
    [
      [{ reference: `DocumentReference/${id(22)}-v1` }],
      undefined,
      { reference: `Encounter/${id(20)}` },
    ],
  );
});
