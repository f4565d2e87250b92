import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseEmail } from '../email.ts';
import { parseHetu } from '../hetu.ts';
import { parsePhone } from '../phone.ts';
import { staffRoles } from '../record/directory.ts';
import { parseRecord } from '../record/record.ts';
import { ageOn, helsinki, weekdayOf } from './calendar.ts';
import { generateCareload, generateDemoPractice } from './index.ts';
import { courses } from './text/bank.ts';
import { banks } from './text/index.ts';

const today = '2026-11-24';
const practice = generateDemoPractice({ seed: 'demo', today });
const visits = practice.patients.flatMap((patient) => patient.visits);
const notes = visits.flatMap((visit) => visit.noteVersions);

test('three centres, twelve staff of all roles but the auditor from outside, sixty patients', () => {
  assert.equal(practice.centres.length, 3);
  assert.equal(practice.staff.length, 12);
  assert.equal(practice.patients.length, 60);
  assert.equal(new Set(practice.staff.map(({ nickname }) => nickname)).size, 12);
  const held = practice.staff.flatMap(({ roles }) => roles.map(({ role }) => role));
  assert.deepEqual(new Set(held), new Set(staffRoles.filter((role) => role !== 'auditor')));
  const therapists = practice.staff.filter(({ roles }) =>
    roles.some((r) => r.role === 'therapist'),
  );
  assert.ok(therapists.length >= 5);
  for (const { roles } of practice.staff) {
    for (const { centre } of roles) {
      assert.ok(centre === null || practice.centres.some(({ id }) => id === centre));
    }
  }
});

test('every record passes its schema', () => {
  for (const centre of practice.centres) assert.deepEqual(parseRecord(centre), centre);
  for (const { contact, conditions } of practice.patients) {
    for (const record of [contact, ...conditions]) assert.deepEqual(parseRecord(record), record);
  }
  for (const { visit } of visits) assert.deepEqual(parseRecord(visit), visit);
  for (const note of notes) assert.deepEqual(parseRecord(note), note);
});

test('nobody in it can be a real person', () => {
  const codes = new Set<string>();
  for (const { contact } of practice.patients) {
    const hetu = parseHetu(contact.hetu ?? '');
    assert.ok(hetu.ok && hetu.value.isTemporary);
    assert.equal(hetu.value.birthDate, contact.birthDate);
    assert.equal(hetu.value.gender, contact.gender);
    codes.add(hetu.value.code);
    const people = [contact, ...contact.guardians];
    for (const phone of people.flatMap(({ phones }) => phones)) {
      assert.match(phone, /^\+35890\d{6}$/);
      assert.deepEqual(parsePhone(phone), { ok: true, value: phone });
    }
    for (const email of people.flatMap(({ emails }) => emails)) {
      assert.match(email, /@example\.(com|net|org)$/);
      assert.deepEqual(parseEmail(email), { ok: true, value: email });
    }
  }
  assert.equal(codes.size, 60);
});

test('minors have guardians and a decision at each visit, adults have neither', () => {
  const minors = practice.patients.filter(
    ({ contact }) => ageOn(contact.birthDate ?? '', today) < 18,
  );
  assert.ok(minors.length >= 6);
  for (const patient of practice.patients) {
    const minor = minors.includes(patient);
    assert.equal(patient.contact.guardians.length > 0, minor);
    for (const { visit } of patient.visits.filter((v) => v.visit.status === 'finished')) {
      assert.equal(visit.minorDecides === null, !minor);
    }
  }
});

test('visits are 4 to 20, in order, on weekdays, none yet to come has a note', () => {
  for (const { visits: own, openedOn } of practice.patients) {
    const finished = own.filter(({ visit }) => visit.status === 'finished');
    assert.ok(finished.length >= 4 && own.length <= 20);
    const starts = own.map(({ visit }) => visit.start ?? '');
    const instants = starts.map((start) => Date.parse(start));
    assert.deepEqual(
      instants,
      instants.toSorted((a, b) => a - b),
    );
    assert.equal(openedOn, starts[0]?.slice(0, 10));
    for (const { visit, noteVersions } of own) {
      const day = (visit.start ?? '').slice(0, 10);
      assert.ok(weekdayOf(day) <= 5);
      assert.equal(day < today, visit.status === 'finished');
      assert.equal(noteVersions.length > 0, visit.status === 'finished');
    }
  }
});

test('no therapist sees two patients at once', () => {
  const taken = new Set<string>();
  for (const { therapist, visit } of visits) {
    const slot = `${therapist} ${visit.start}`;
    assert.ok(!taken.has(slot), slot);
    taken.add(slot);
  }
});

test('notes are of note length, all different, with no hole left in them', () => {
  for (const { text } of notes) {
    assert.ok(text.length >= 400 && text.length <= 2_500, String(text.length));
    assert.doesNotMatch(text, /[{}]|undefined|\bnull\b|  |[.!?] [a-zåäö]/);
  }
  assert.equal(new Set(notes.map(({ text }) => text)).size, notes.length);
  assert.ok(notes.some(({ amends }) => amends !== null));
});

test('patients are spoken of in their language; all three occur', () => {
  const words = {
    fi: /sovimme|Jatkamme|Suunnitelma|asiakas|nuori/i,
    sv: /klienten|den unga/i,
    en: /the client|young person/i,
  };
  for (const { contact, visits: own } of practice.patients) {
    for (const { text, language } of own.flatMap(({ noteVersions }) => noteVersions)) {
      assert.equal(language, contact.language);
      assert.match(text, words[contact.language]);
    }
  }
  assert.deepEqual(
    new Set(practice.patients.map(({ contact }) => contact.language)),
    new Set(['fi', 'sv', 'en']),
  );
});

test('a session takes up the task that the one before set', () => {
  const tasks = Object.values(banks).flatMap((bank) => bank.courses.flatMap((c) => c.homework));
  let followed = 0;
  for (const { visits: own } of practice.patients) {
    const texts = own
      .flatMap(({ noteVersions }) => noteVersions.slice(0, 1))
      .map(({ text }) => text);
    for (const [at, text] of texts.entries()) {
      const next = texts[at + 1];
      const set = tasks.find(({ assign }) => !assign.includes('{') && text.includes(assign));
      if (next === undefined || set === undefined || set.done.includes('{')) continue;
      assert.ok(next.includes(set.done) || next.includes(set.partly));
      followed += 1;
    }
  }
  assert.ok(followed > 100);
});

test('every language tells every course, and every slot is filled by every variant', () => {
  for (const bank of Object.values(banks)) {
    assert.deepEqual(
      bank.courses.map(({ key }) => key).toSorted(),
      Object.keys(courses).toSorted(),
    );
    for (const course of bank.courses) {
      const homework = course.homework.flatMap(({ assign, done, partly }) => [
        assign,
        done,
        partly,
      ]);
      const lines = [
        ...course.intake,
        ...course.early,
        ...course.middle,
        ...course.late,
        ...homework,
      ];
      const slots = new Set(
        lines.flatMap((line) => [...line.matchAll(/\{(\w+)\}/g)].map((m) => m[1])),
      );
      for (const variant of course.variants)
        assert.deepEqual(new Set(Object.keys(variant)), slots, course.key);
    }
  }
});

test('the same seed and day give the same practice, another seed another', () => {
  assert.deepEqual(generateDemoPractice({ seed: 'demo', today }), practice);
  assert.notDeepEqual(generateDemoPractice({ seed: 'other', today }).patients, practice.patients);
});

test('a careload comes one patient at a time, with as many notes as asked', () => {
  const load = generateCareload({ seed: 1, today, patients: 1_000_000, notesPerPatient: 62 });
  const codes = new Set<string>();
  for (const patient of load.take(50)) {
    assert.equal(patient.visits.length, 62);
    assert.ok(patient.conditions.length > 3);
    codes.add(patient.contact.hetu ?? '');
  }
  assert.equal(codes.size, 50);
});

test('Finnish time knows summer', () => {
  assert.equal(helsinki('2026-03-28', 9, 5), '2026-03-28T09:05:00+02:00');
  assert.equal(helsinki('2026-03-29', 9, 0), '2026-03-29T09:00:00+03:00');
  assert.equal(helsinki('2026-10-24', 9, 0), '2026-10-24T09:00:00+03:00');
  assert.equal(helsinki('2026-10-25', 9, 0), '2026-10-25T09:00:00+02:00');
});
