import assert from 'node:assert/strict';
import { test } from 'node:test';
import { careLimits } from '../limits.ts';
import { draftSchema, type Note, noteBytes } from './note.ts';
import { type MinorChoice, guardianMaySee, minorChoices } from './decision.ts';
import { compartmentOf, parseRecord } from './record.ts';
import { visitSchema } from './visit.ts';

const note: Note = {
  type: 'note',
  title: 'Terapiakäynti',
  format: 'text/plain',
  text: 'Asiakas saapuu sovitusti.',
  visit: '0123456789abcdef0123456789abcdef',
  language: 'fi',
  template: null,
  status: 'signed',
  authoredOn: '2026-11-24T10:47:00+02:00',
  authorName: 'Helmi Saarinen',
  amends: null,
  source: null,
  sourceText: null,
};

test('a record reads as itself', () => {
  assert.deepEqual(parseRecord(note), note);
  assert.deepEqual(parseRecord({ type: 'descriptor', file: 'patient', createdOn: '2026-11-24' }), {
    type: 'descriptor',
    file: 'patient',
    createdOn: '2026-11-24',
  });
});

test('each refusal has its code and names the place, never the value', () => {
  const secret = 'Meikäläinen';
  const cases: readonly (readonly [unknown, string])[] = [
    [null, 'record-invalid'],
    [{ type: secret }, 'record-type-unknown'],
    [{ ...note, extra: secret }, 'record-invalid'],
    [{ ...note, visit: secret }, 'record-invalid: visit'],
    [{ ...note, authoredOn: '24.11.2026' }, 'record-invalid: authoredOn'],
    [{ ...note, text: '\ud800' }, 'record-invalid: text'],
    [{ ...note, sourceText: 'x' }, 'record-invalid'],
    [{ ...note, title: secret.repeat(40) }, 'record-too-large: title'],
    [{ ...note, text: 'a'.repeat(careLimits.noteText + 1) }, 'record-too-large: text'],
    [{ ...note, sourceText: new Uint8Array(careLimits.data + 1) }, 'record-too-large: sourceText'],
  ];
  for (const [value, message] of cases) {
    assert.throws(
      () => parseRecord(value),
      (error: Error) => error.message.startsWith(message) && !error.message.includes(secret),
      message,
    );
  }
});

test('drafts are no records of a file', () => {
  const draft = {
    type: 'draft',
    title: '',
    text: 'x',
    updatedAt: '2026-11-24T10:00:00Z',
    visit: null,
  };
  assert.deepEqual(draftSchema.parse(draft), draft);
  assert.throws(() => parseRecord(draft), { code: 'record-type-unknown' });
});

test('date-times are those of FHIR: partial or with seconds and zone', () => {
  const start = visitSchema.shape.start;
  const good = [
    '2026',
    '2026-11',
    '2026-11-24',
    '2026-11-24T10:00:00Z',
    '1987-11-19T00:22:16.824-05:00',
  ];
  const bad = [
    '',
    '26',
    '2026-13',
    '2026-11-24T10:00',
    '2026-11-24T10:00:00',
    '2026-11-24 10:00:00Z',
  ];
  for (const text of good) assert.equal(start.safeParse(text).success, true, text);
  for (const text of bad) assert.equal(start.safeParse(text).success, false, text);
});

test('contacts are apart from clinical records', () => {
  assert.equal(compartmentOf('contact', 'patient'), 'contact');
  assert.equal(compartmentOf('note', 'patient'), 'clinical');
  assert.equal(compartmentOf('attachment', 'directory'), 'directory');
});

test('the bytes of a note are its UTF-8 unless other bytes were imported', () => {
  assert.deepEqual(noteBytes(note), new TextEncoder().encode(note.text));
  const latin = new Uint8Array([0xe4]);
  assert.equal(noteBytes({ ...note, sourceText: latin }), latin);
});

test('only a decision that says so lets a guardian see', () => {
  const seen = minorChoices.filter((choice: MinorChoice) => guardianMaySee({ choice }));
  assert.deepEqual(seen, ['minor-shares', 'guardian']);
  assert.equal(guardianMaySee(undefined), false);
  const decision = { type: 'decision', visit: note.visit, choice: 'minor-keeps', text: '' };
  assert.deepEqual(parseRecord(decision), decision);
  assert.throws(() => parseRecord({ ...decision, choice: 'unknown' }), /record-invalid: choice/);
});
