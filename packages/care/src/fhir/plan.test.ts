import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attachmentSource } from '../record/attachment.ts';
import { noteBytes, noteSource } from '../record/note.ts';
import { parseRecord } from '../record/record.ts';
import { bundleEntries } from './bundle.ts';
import { type FhirResource, parseResource } from './parse.ts';
import { ImportPlan, UNASSIGNED } from './plan.ts';

const options = {
  digest: (text: string) => `h${text.length}`,
  recordIdOf: (key: string) => Buffer.from(key).toString('hex').padEnd(32, '0').slice(0, 32),
};

function read(value: object, url: string | null = null): FhirResource {
  const parsed = parseResource(JSON.stringify(value), url);
  assert.ok(parsed.ok);
  return parsed.resource;
}

function planOf(...resources: object[]): ImportPlan {
  const plan = new ImportPlan(options);
  for (const resource of resources) plan.survey(read(resource));
  return plan;
}

const patient = {
  resourceType: 'Patient',
  id: 'p1',
  identifier: [
    { system: 'urn:oid:1.2.246.21', value: '010594Y9032' },
    { system: 'urn:x', value: '7' },
  ],
  name: [
    { use: 'old', family: 'Mäki' },
    { use: 'official', family: 'Mäkinen', given: ['Väinö', null, 'Eero'] },
  ],
  gender: 'male',
  birthDate: '1994-05-01',
  telecom: [
    { system: 'phone', value: '09 012 3456' },
    { system: 'phone', value: '555-1' },
    { system: 'email', value: 'Vaino@Example.ORG' },
  ],
  communication: [{ language: { coding: [{ code: 'sv-FI' }] } }],
};

const base64 = (text: string, encoding: BufferEncoding = 'utf8') =>
  Buffer.from(text, encoding).toString('base64');

function document(attachment: object, more: object = {}): object {
  return {
    resourceType: 'DocumentReference',
    id: 'd1',
    status: 'current',
    subject: { reference: 'Patient/p1' },
    content: [{ attachment }],
    ...more,
  };
}

test('a Patient becomes a contact record of a file of its own', () => {
  const item = planOf(patient).map(read(patient));
  assert.deepEqual(item.target, { file: 'patient', patient: 'Patient/p1' });
  assert.equal(item.compartment, 'contact');
  assert.equal(item.importKey, 'Patient/p1');
  const { record } = item;
  assert.ok(record.type === 'contact');
  assert.deepEqual(parseRecord(record), record);
  const { source, ...seen } = record;
  assert.equal(source?.text, JSON.stringify(patient));
  assert.deepEqual(seen, {
    type: 'contact',
    given: ['Väinö', 'Eero'],
    family: 'Mäkinen',
    birthDate: '1994-05-01',
    deceased: null,
    hetu: '010594Y9032',
    gender: 'male',
    language: 'sv',
    phones: ['+35890123456', '555-1'],
    emails: ['vaino@example.org'],
    address: null,
    guardians: [],
    centre: null,
  });
});

test('guardians join the contact record, and their own resource is kept', () => {
  const guardian = {
    resourceType: 'RelatedPerson',
    id: 'r1',
    patient: { reference: 'Patient?identifier=urn:x|7' },
    name: [{ text: 'Helmi Mäkinen' }],
    relationship: [{ text: 'äiti' }],
    telecom: [{ system: 'phone', value: '+358 9 0123457' }],
  };
  const plan = planOf(guardian, patient);
  const { record } = plan.map(read(patient));
  assert.ok(record.type === 'contact');
  const expected = {
    name: 'Helmi Mäkinen',
    relation: 'äiti',
    phones: ['+35890123457'],
    emails: [],
  };
  assert.deepEqual(record.guardians, [expected]);
  const kept = plan.map(read(guardian));
  assert.equal(kept.record.type, 'attachment');
  assert.deepEqual(kept.target, { file: 'patient', patient: 'Patient/p1' });
});

test('a text document becomes a note, byte for byte, tied to its visit', () => {
  const text = '\ufeffKäynti\r\nåäö ☃\n';
  const source = document(
    { contentType: 'text/plain; charset=utf-8', data: base64(text), language: 'fi' },
    {
      date: '2020-01-02',
      context: { encounter: [{ reference: 'Encounter/e1' }] },
      author: [{ display: 'X' }],
    },
  );
  const item = planOf(patient).map(read(source));
  const { record } = item;
  assert.ok(record.type === 'note');
  assert.equal(item.compartment, 'clinical');
  assert.equal(record.text, text);
  assert.equal(record.visit, options.recordIdOf('Encounter/e1'));
  assert.deepEqual(
    [record.authoredOn, record.authorName, record.language],
    ['2020-01-02', 'X', 'fi'],
  );
  assert.equal(record.sourceText, null);
  assert.deepEqual(Buffer.from(noteBytes(record)), Buffer.from(text));
  assert.ok(!record.source?.text.includes(base64(text)));
  assert.equal(noteSource(record), JSON.stringify(source));
  assert.deepEqual(parseRecord(record), record);
});

test('text that is not UTF-8 is read as well as can be, with its bytes kept', () => {
  const cases = [
    ['text/plain; charset=ISO-8859-1', base64('k\u00e4ynti', 'latin1'), 'käynti'],
    ['text/plain', base64('k\u00e4ynti', 'latin1'), 'k\ufffdynti'],
    ['text/plain; charset=nonsense', base64('käynti'), 'käynti'],
  ] as const;
  for (const [contentType, data, text] of cases) {
    const source = document({ contentType, data });
    const { record } = planOf(patient).map(read(source));
    assert.ok(record.type === 'note');
    assert.equal(record.text, text);
    assert.equal(Buffer.from(noteBytes(record)).toString('base64'), data);
    assert.equal(noteSource(record), JSON.stringify(source));
  }
});

test('other documents are attachments that come back whole', () => {
  const cases = [
    [{ contentType: 'application/pdf', data: base64('%PDF-1.7') }, 'document-not-text', 8],
    [{ contentType: 'text/plain', data: '***' }, 'document-unreadable', 0],
    [{ contentType: 'text/plain', url: 'https://example.org/x' }, 'document-elsewhere', 0],
  ] as const;
  for (const [attachment, reason, length] of cases) {
    const source = document(attachment);
    const { record, target } = planOf(patient).map(read(source));
    assert.ok(record.type === 'attachment');
    assert.deepEqual([record.reason, record.data.length], [reason, length]);
    assert.equal(attachmentSource(record), JSON.stringify(source));
    assert.deepEqual(target, { file: 'patient', patient: 'Patient/p1' });
  }
});

test('a Binary goes to the patient of the document that points to it', () => {
  const binary = {
    resourceType: 'Binary',
    id: 'b1',
    contentType: 'text/plain',
    data: base64('teksti'),
  };
  const pointer = document({ contentType: 'text/plain', url: 'Binary/b1' }, { date: '2020' });
  const item = planOf(pointer, patient).map(read(binary));
  assert.deepEqual(item.target, { file: 'patient', patient: 'Patient/p1' });
  assert.ok(item.record.type === 'note');
  assert.deepEqual([item.record.text, item.record.authoredOn], ['teksti', '2020']);
  const alone = planOf(patient).map(read(binary));
  assert.deepEqual(alone.target, { file: 'patient', patient: UNASSIGNED });
  assert.deepEqual(alone.warnings, ['patient-missing']);
});

test('a Composition becomes readable text', () => {
  const composition = {
    resourceType: 'Composition',
    id: 'c1',
    title: 'Yhteenveto',
    subject: { reference: 'Patient/p1' },
    section: [
      {
        title: 'Tulosyy',
        text: { div: '<div><p>Ahdistus &amp; <b>unettomuus</b></p><p>&#228;</p></div>' },
      },
      { section: [{ title: 'Sisempi' }] },
    ],
  };
  const { record } = planOf(patient).map(read(composition));
  assert.ok(record.type === 'note');
  assert.equal(record.text, 'Tulosyy\n\nAhdistus & unettomuus\nä\n\nSisempi');
});

test('what we do not map is kept verbatim with its patient, wherever it names them', () => {
  const plan = planOf(patient);
  const about = [
    {
      resourceType: 'Observation',
      subject: { reference: 'https://x.example.org/fhir/Patient/p1' },
    },
    { resourceType: 'AllergyIntolerance', patient: { reference: 'Patient/p1' } },
    {
      resourceType: 'Coverage',
      beneficiary: { identifier: { system: 'urn:x', value: '7' }, type: 'Patient' },
    },
    { resourceType: 'Task', for: { reference: 'Patient?identifier=urn:x|7' } },
    {
      resourceType: 'Appointment',
      participant: [{ actor: { reference: 'Location/l' } }, { actor: { reference: 'Patient/p1' } }],
    },
    {
      resourceType: 'Provenance',
      target: [{ reference: 'Encounter/e' }, { reference: 'Patient/p1' }],
    },
  ];
  for (const value of about) {
    const { target, record, warnings, importKey } = plan.map(read(value));
    assert.deepEqual(target, { file: 'patient', patient: 'Patient/p1' }, value.resourceType);
    assert.deepEqual(warnings, ['not-understood']);
    assert.ok(record.type === 'attachment' && record.reason === 'type-not-mapped');
    assert.equal(attachmentSource(record), JSON.stringify(value));
    assert.match(importKey, /\/sha256-h\d+$/);
  }
});

test('only what tells of nobody may stand in the directory', () => {
  const plan = planOf(patient);
  const targetOf = (value: object) => plan.map(read(value)).target;
  for (const resourceType of [
    'Practitioner',
    'Organization',
    'Location',
    'PractitionerRole',
    'ValueSet',
  ]) {
    assert.deepEqual(targetOf({ resourceType, id: 'x' }), { file: 'directory' });
  }
  const closed = { file: 'patient', patient: UNASSIGNED };
  assert.deepEqual(targetOf({ resourceType: 'Observation', id: 'x' }), closed);
  assert.deepEqual(
    targetOf({
      resourceType: 'Observation',
      subject: { reference: 'Patient?identifier=urn:x|no' },
    }),
    closed,
  );
  const unknown = { resourceType: 'Condition', subject: { reference: 'Patient/elsewhere' } };
  const item = plan.map(read(unknown));
  assert.deepEqual(item.target, { file: 'patient', patient: 'Patient/elsewhere' });
  assert.deepEqual(item.warnings, ['patient-unknown']);
});

test('a transaction Bundle refers to its own entries by urn', () => {
  const bundle = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      { fullUrl: 'urn:uuid:p', resource: { ...patient, id: undefined } },
      {
        fullUrl: 'urn:uuid:e',
        resource: {
          resourceType: 'Encounter',
          status: 'finished',
          class: { code: 'VR' },
          subject: { reference: 'urn:uuid:p' },
          period: { start: '2020-01-01T10:00:00Z' },
        },
      },
      {
        fullUrl: 'urn:uuid:d',
        resource: document(
          { contentType: 'text/plain', data: base64('x') },
          {
            subject: { reference: 'urn:uuid:p' },
            context: { encounter: [{ reference: 'urn:uuid:e' }] },
          },
        ),
      },
    ],
  };
  const resources = [...bundleEntries(JSON.stringify(bundle))].flatMap(({ parsed }) =>
    parsed.ok ? [parsed.resource] : [],
  );
  const plan = new ImportPlan(options);
  for (const resource of resources) plan.survey(resource);
  const scope = plan.scopeOf(resources);
  const [contact, visit, note] = resources.map((resource) => plan.map(resource, scope));
  assert.ok(contact && visit?.record.type === 'visit' && note?.record.type === 'note');
  assert.deepEqual([visit.target, note.target], [contact.target, contact.target]);
  assert.equal(visit.record.mode, 'remote');
  assert.equal(visit.record.source?.url, 'urn:uuid:e');
  assert.equal(note.record.visit, options.recordIdOf(visit.importKey));
  assert.equal(plan.size, 1);
});

test('a visit that the note names but nobody can find is reported', () => {
  const lost = document(
    { contentType: 'text/plain', data: base64('x') },
    { context: { encounter: [{ reference: 'urn:uuid:no' }] } },
  );
  const item = planOf(patient).map(read(lost));
  assert.deepEqual(item.warnings, ['visit-unresolved']);
});
