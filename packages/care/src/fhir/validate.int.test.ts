import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateDemoPractice } from '../demo/index.ts';
import { noteBytes } from '../record/note.ts';
import type { CareRecord } from '../record/record.ts';
import type { FiledRecord } from './filed.ts';
import { collectionBundle, exportDirectory, exportPatient } from './map-out.ts';
import { createValidators } from './test-validators.ts';
import { bundleEntries } from './bundle.ts';

const faultsOf = createValidators();
const practice = generateDemoPractice({ seed: 'export', today: '2026-11-24' });

let ids = 0;
function newId(): string {
  ids += 1;
  return ids.toString(16).padStart(32, '0');
}

function filed(
  record: CareRecord,
  recordId = newId(),
  version = 1,
  author: string | null = null,
): FiledRecord {
  return { recordId, version, author, record };
}

const userIds = new Map(practice.staff.map(({ nickname }) => [nickname, newId()]));

function patientFiles() {
  return practice.patients.map((patient) => {
    const records = [
      filed({ type: 'descriptor', file: 'patient', createdOn: patient.openedOn }),
      filed(patient.contact),
    ];
    records.push(...patient.conditions.map((condition) => filed(condition)));
    for (const { visit, noteVersions, therapist } of patient.visits) {
      const userId = userIds.get(therapist) ?? null;
      const visitId = newId();
      const noteId = newId();
      records.push(filed({ ...visit, therapist: userId }, visitId));
      for (const [at, note] of noteVersions.entries()) {
        records.push(filed({ ...note, visit: visitId }, noteId, at + 1, userId));
      }
    }
    return { patientId: newId(), records };
  });
}

test('the validators see faults at all', () => {
  assert.deepEqual(faultsOf('{"resourceType":"Patient","id":"a"}'), []);
  assert.notDeepEqual(faultsOf('{"resourceType":"Patient","birthDate":"2020-13-45"}'), []);
  assert.notDeepEqual(faultsOf('{"resourceType":"Patient","gender":"x"}'), []);
  assert.notDeepEqual(faultsOf('{"resourceType":"DocumentReference","status":"current"}'), []);
  assert.notDeepEqual(faultsOf('{"resourceType":"Patient","surprise":1}'), []);
});

test('the demo practice exports as FHIR that both validators accept', () => {
  const counts = new Map<string, number>();
  const ownIds = new Set<string>();
  for (const file of patientFiles()) {
    for (const { resourceType, id, json } of exportPatient(file)) {
      assert.deepEqual(faultsOf(json), [], json);
      counts.set(resourceType, (counts.get(resourceType) ?? 0) + 1);
      assert.ok(!ownIds.has(`${resourceType}/${id}`));
      ownIds.add(`${resourceType}/${id}`);
    }
  }
  const visits = practice.patients.flatMap((patient) => patient.visits);
  assert.equal(counts.get('Patient'), 60);
  assert.equal(counts.get('Encounter'), visits.length);
  assert.equal(counts.get('DocumentReference'), visits.flatMap((v) => v.noteVersions).length);
  assert.equal(counts.get('Provenance'), counts.get('DocumentReference'));
  assert.ok((counts.get('RelatedPerson') ?? 0) >= 6);
  assert.ok((counts.get('Condition') ?? 0) >= 60);
});

test('centres and staff export as FHIR that both validators accept', () => {
  const staff = practice.staff.map(({ nickname, name, title, roles }) =>
    filed({
      type: 'staff',
      userId: userIds.get(nickname) ?? '',
      name,
      title,
      roles: [...roles],
      supervisor: null,
    }),
  );
  const centres = practice.centres.map((centre) => filed(centre));
  const counts = new Map<string, number>();
  for (const { resourceType, json } of exportDirectory([...centres, ...staff])) {
    assert.deepEqual(faultsOf(json), [], json);
    counts.set(resourceType, (counts.get(resourceType) ?? 0) + 1);
  }
  assert.equal(counts.get('Organization'), 3);
  assert.equal(counts.get('Practitioner'), 12);
});

test('a whole file as a collection Bundle is valid and reads back text for text', () => {
  const [file] = patientFiles();
  assert.ok(file);
  const text = [...collectionBundle(exportPatient(file))].join('');
  assert.deepEqual(faultsOf(text), []);
  const documents = [...bundleEntries(text)].flatMap(({ parsed }) =>
    parsed.ok && parsed.resource.understood?.resourceType === 'DocumentReference'
      ? [parsed.resource.understood]
      : [],
  );
  const sent = documents.map((document) => document.content?.[0]?.attachment?.data);
  const kept = file.records.flatMap(({ record }) =>
    record.type === 'note' ? [Buffer.from(noteBytes(record)).toString('base64')] : [],
  );
  assert.deepEqual(sent, kept);
});
