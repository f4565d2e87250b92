import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { noteBytes } from '../record/note.ts';
import { parseRecord } from '../record/record.ts';
import type { FiledRecord } from './filed.ts';
import { exportDirectory, exportPatient } from './map-out.ts';
import { type FhirResource, parseResource } from './parse.ts';
import { type ImportItem, ImportPlan } from './plan.ts';
import type { FhirReference } from './schema.ts';
import { createValidators } from './test-validators.ts';

const shared = process.env['VAITI_SHARED'] ?? join(import.meta.dirname, '../../../../../shared');
const directory = join(shared, 'data/fhir-bulk-10');
const options = existsSync(directory) ? {} : { skip: 'no ../shared/data/fhir-bulk-10' };

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const plan = new ImportPlan({ digest: sha256, recordIdOf: (key) => sha256(key).slice(0, 32) });

function* lines(): Generator<string> {
  for (const name of readdirSync(directory).filter((file) => file.endsWith('.ndjson'))) {
    for (const line of readFileSync(join(directory, name), 'utf8').split('\n')) {
      if (line !== '') yield line;
    }
  }
}

function* resources(): Generator<FhirResource> {
  for (const line of lines()) {
    const parsed = parseResource(line);
    assert.ok(parsed.ok);
    yield parsed.resource;
  }
}

function importAll(): ImportItem[] {
  for (const resource of resources()) plan.survey(resource);
  return [...resources()].map((resource) => plan.map(resource));
}

function countBy(keys: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

const items = options.skip === undefined ? importAll() : [];

test('every resource of a real bulk export becomes a record', options, () => {
  assert.deepEqual(countBy(items.map(({ record }) => record.type)), {
    condition: 555,
    note: 1215,
    visit: 1215,
    location: 44,
    organization: 43,
    contact: 13,
    practitioner: 43,
    'practitioner-role': 43,
  });
  assert.deepEqual(
    items.flatMap(({ warnings }) => warnings),
    [],
  );
  assert.equal(new Set(items.map(({ importKey }) => importKey)).size, items.length);
  for (const { record } of items) assert.deepEqual(parseRecord(record), record);
  // The index holds the few: no visits, conditions or notes.
  assert.equal(plan.size, 13 + 43 + 43 + 43 + 44);
});

test('everything clinical is in the file of one of the thirteen patients', options, () => {
  const files = countBy(
    items.flatMap(({ target }) => (target.file === 'patient' ? [target.patient] : [])),
  );
  assert.equal(Object.keys(files).length, 13);
  assert.equal(
    Object.values(files).reduce((a, b) => a + b),
    13 + 1215 + 1215 + 555,
  );
  const visits = new Map(
    items.flatMap(({ record, importKey, target }) =>
      record.type === 'visit' ? [[sha256(importKey).slice(0, 32), target]] : [],
    ),
  );
  for (const { record, target } of items) {
    if (record.type === 'note') assert.deepEqual(visits.get(record.visit ?? ''), target);
  }
});

const referenceSchema = z.looseObject({
  reference: z.string().optional(),
  identifier: z
    .looseObject({ system: z.string().optional(), value: z.string().optional() })
    .optional(),
});

/** Every Reference in a resource, with the type that a logical one must have by its element's name. */
function* referencesIn(value: unknown, name = ''): Generator<readonly [FhirReference, string]> {
  if (Array.isArray(value)) {
    for (const one of value) yield* referencesIn(one, name);
  } else if (typeof value === 'object' && value !== null) {
    const parsed = referenceSchema.safeParse(value);
    const logical = ['practitioner', 'organization', 'location', 'managingOrganization'].includes(
      name,
    );
    if (
      parsed.success &&
      (parsed.data.reference !== undefined || (logical && parsed.data.identifier !== undefined))
    ) {
      yield [parsed.data, name];
    } else {
      for (const [key, inner] of Object.entries(value)) yield* referencesIn(inner, key);
    }
  }
}

test(
  'every reference, literal, conditional or logical, leads to a resource of the export',
  options,
  () => {
    const types = {
      practitioner: 'Practitioner',
      organization: 'Organization',
      location: 'Location',
      managingOrganization: 'Organization',
    } as const;
    const known = new Set(items.map(({ importKey }) => importKey));
    let seen = 0;
    for (const resource of resources()) {
      for (const [reference, name] of referencesIn(resource.json)) {
        const expected = Object.entries(types).find(([element]) => element === name)?.[1] ?? null;
        const resolution = plan.resolve(reference, expected);
        assert.ok(resolution.ok && known.has(resolution.key), `${resource.resourceType}.${name}`);
        seen += 1;
      }
    }
    assert.equal(seen, 555 * 2 + 1215 * 4 + 1215 * 4 + 43 * 3 + 43);
  },
);

test(
  'what came in comes out: line for line, note for note, valid for both validators',
  options,
  () => {
    const faultsOf = createValidators();
    const files = new Map<string, FiledRecord[]>();
    for (const { target, record, importKey } of items) {
      const name = target.file === 'patient' ? target.patient : '';
      const list = files.get(name) ?? [];
      list.push({ recordId: sha256(importKey).slice(0, 32), version: 1, author: null, record });
      files.set(name, list);
    }
    const written: string[] = [];
    for (const [name, records] of files) {
      const out =
        name === '' ? exportDirectory(records) : exportPatient({ patientId: 'x', records });
      for (const { json } of out) {
        assert.deepEqual(faultsOf(json), []);
        written.push(json);
      }
    }
    assert.deepEqual(written.toSorted(), [...lines()].toSorted());
  },
);

test('notes hold their text once, byte for byte', options, () => {
  const texts = new Map(
    [...resources()].flatMap(({ understood, id }) =>
      understood?.resourceType === 'DocumentReference'
        ? [[`DocumentReference/${id}`, understood.content?.[0]?.attachment?.data]]
        : [],
    ),
  );
  for (const { record, importKey } of items) {
    if (record.type !== 'note') continue;
    assert.equal(Buffer.from(noteBytes(record)).toString('base64'), texts.get(importKey));
    assert.notEqual(record.source?.cut, null);
    assert.equal(record.sourceText, null);
  }
});
