import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dayNumber, majorityOf } from '@vaiti/care';
import { type FileId, newRecordId, type RecordId } from '@vaiti/core';
import {
  foundSmallPractice,
  newMember,
  newPatient,
  noteOf,
  ServerProcess,
  type SmallPractice,
} from '@vaiti/testkit';
import { rotatePending, standingReaders } from '../access/rotate.ts';
import { shareFile, stopSharing } from '../access/share.ts';
import { ClientError, type ClientErrorCode } from '../errors.ts';
import { sendAll } from '../file/batch.ts';
import { readFile } from '../file/read.ts';
import { prepareRotation, writeEntry } from '../file/write.ts';
import { memoryStore } from '../cache/store.ts';
import { confirmInvitation, inviteToFile, openInvitations } from '../invite/invite.ts';
import { existingMember, Joiner } from '../invite/join.ts';
import { readDirectory } from '../practice/directory.ts';
import { today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import { dismissMember, settleGuardians } from './admit-member.ts';
import { openOwn, recordsOf } from './open.ts';
import { readShared } from './portal.ts';
import { decideVisit, decisionOn, tellAbout } from './visit.ts';

let server: ServerProcess;
let practice: SmallPractice;
before(async () => {
  server = await ServerProcess.start();
  practice = await foundSmallPractice({ url: server.url, setupToken: server.setupToken() });
});
after(async () => {
  await server.dispose();
});

const withCode =
  (...codes: readonly ClientErrorCode[]) =>
  (error: unknown) =>
    error instanceof ClientError && codes.includes(error.code);

const BIRTH = `${String(new Date().getUTCFullYear() - 12)}-02-03`;

/** A minor's file, and a visit of it by its note. */
async function minor(therapist: Practice): Promise<{ file: FileId; visit: RecordId }> {
  const file = await newPatient(therapist, { texts: [], birthDate: BIRTH });
  const visit = newRecordId(therapist.member.entropy);
  const { opened } = await openOwn(therapist, file);
  const content = noteOf('Salassa pidettävä käynti.');
  await writeEntry(therapist, opened, { compartment: 'clinical', content, record: visit });
  return { file, visit };
}

const telling = (visit: RecordId | null, audience: 'patient' | 'guardian', text: string) => ({
  visit,
  audience,
  title: 'Käynti',
  text,
  authorName: 'Helmi Saarinen',
});

test('a guardian sees what a decision opened, and nothing of anything else', async () => {
  const therapist = await practice.open('therapist');
  const { file, visit } = await minor(therapist);
  const guardian = await newMember(practice, therapist, { file, role: 'guardian', name: 'Äiti' });
  let own = await openOwn(therapist, file);
  const told = telling(visit, 'guardian', 'Puhuimme koulusta.');
  await assert.rejects(tellAbout(therapist, own, told), withCode('decision-missing'));
  own = await decideVisit(therapist, own, { visit, choice: 'minor-keeps', text: '' });
  await assert.rejects(tellAbout(therapist, own, told), withCode('guardian-closed'));
  own = await decideVisit(therapist, own, { visit, choice: 'minor-shares', text: 'Sopi.' });
  own = await tellAbout(therapist, own, told);
  own = await tellAbout(therapist, own, telling(null, 'patient', 'Sinulle.'));
  assert.equal(decisionOn(own.records, visit)?.content.choice, 'minor-shares');

  const theirs = await guardian.open();
  const [seen, ...others] = await readShared(theirs);
  assert.ok(seen !== undefined && others.length === 0);
  assert.deepEqual(
    seen.items.map(({ content }) => content.text),
    ['Puhuimme koulusta.'],
  );
  assert.equal(seen.cover?.patientName, 'Testi Koivu');
  assert.equal(seen.until, majorityEve());
  const raw = await readFile(theirs, { file, as: guardian.id, purpose: 'own' });
  const bodies = raw.file.entries.filter(
    ({ sealed }) => sealed.body !== null && sealed.wrap !== null,
  );
  const places = new Set(bodies.map(({ header }) => header.compartment));
  assert.deepEqual([...places], ['guardian']);
});

function majorityEve(): string {
  const last = (dayNumber(majorityOf(BIRTH)) - 1) * 86_400_000;
  return new Date(last).toISOString().slice(0, 10);
}

test('a patient reads and writes in their own compartment, through rotations, until it is ended', async () => {
  const therapist = await practice.open('therapist');
  const file = await newPatient(therapist, { texts: ['Muistiinpano.'] });
  const patient = await newMember(practice, therapist, { file, role: 'patient', name: 'Testi' });
  const own = await openOwn(therapist, file);
  await tellAbout(therapist, own, telling(null, 'patient', 'Kotitehtävä.'));
  const mine = await patient.open();
  const opened = await readFile(mine, { file, as: patient.id, purpose: 'own' });
  await writeEntry(mine, opened, { compartment: 'shared', content: noteOf('Vastaus.') });
  for (const compartment of ['clinical', 'guardian'] as const)
    await assert.rejects(
      writeEntry(mine, opened, { compartment, content: noteOf('Muualle.') }),
      (error: unknown) => error instanceof Error,
    );
  const colleague = practice.people.colleague.identity.id;
  const shared = await shareFile(therapist, (await openOwn(therapist, file)).opened, {
    reader: colleague,
    scope: 'root',
  });
  await stopSharing(therapist, shared, colleague);
  const after = await openOwn(therapist, file);
  assert.equal(after.opened.file.state.epoch, 2);
  assert.deepEqual(
    (await readShared(mine))[0]?.items.map(({ content }) => content.text),
    ['Kotitehtävä.'],
  );
  await dismissMember(therapist, { file, principal: patient.id });
  await assert.rejects(readShared(mine), withCode('signed-out'));
  await assert.rejects(patient.open(), withCode('sign-in-failed'));
  // Let in again, the same account goes on.
  const again = await openOwn(therapist, file);
  await shareFile(therapist, again.opened, { reader: patient.id, scope: 'shared' });
  assert.equal((await readShared(await patient.open())).length, 1);
});

test('a guardian of two children answers for the second with the keys that they have', async () => {
  const therapist = await practice.open('therapist');
  const { file } = await minor(therapist);
  const guardian = await newMember(practice, therapist, { file, role: 'guardian', name: 'Äiti' });
  const theirs = await guardian.open();
  const { file: second } = await minor(therapist);
  const about = { file: second, role: 'guardian', name: 'Äiti', patientName: 'Toinen' } as const;
  const { code, id } = await inviteToFile(therapist, await readDirectory(therapist), about);
  const { api, entropy, now } = theirs.member;
  const existing = existingMember(theirs);
  const joiner = new Joiner({ api, store: memoryStore(), entropy, now, existing }, code);
  assert.equal((await joiner.look()).step, 'invited');
  const { fingerprint = '', step } = await joiner.answer();
  assert.equal(step, 'answered', 'that they read another file lets them into none');
  const { id: principal } = await confirmInvitation(therapist, id, fingerprint);
  assert.equal(principal, guardian.id);
  assert.equal((await joiner.look()).step, 'enrolled');
  assert.deepEqual((await readShared(theirs)).map((one) => one.file).sort(), [file, second].sort());
  assert.equal(existingMember(therapist), undefined);
});

test('members call nothing of the staff’s', async () => {
  const therapist = await practice.open('therapist');
  const file = await newPatient(therapist, { texts: [] });
  const patient = await newMember(practice, therapist, { file, role: 'patient', name: 'Testi' });
  const { api, token } = (await patient.open()).member;
  const refused = withCode('not-found');
  const name = { leaving: null };
  await assert.rejects(api.call('standing', name, token), refused);
  await assert.rejects(api.call('invitations', {}, token), refused);
  await assert.rejects(api.call('openings', { file: new Uint8Array(16), from: 1 }, token), refused);
  assert.equal((await api.call('files', { after: null }, token)).files.length, 1);
});

test('a guardian’s access is refused for an adult and where the birth date is not known', async () => {
  const therapist = await practice.open('therapist');
  const adult = await newPatient(therapist, { texts: [] });
  const plan = { file: adult, role: 'guardian', name: 'Isä' } as const;
  await assert.rejects(newMember(practice, therapist, plan), withCode('not-a-minor'));
  const own = await openOwn(therapist, adult);
  const choice = { choice: 'guardian', text: '' } as const;
  const visit = newRecordId(therapist.member.entropy);
  await assert.rejects(decideVisit(therapist, own, { visit, ...choice }), withCode('not-a-minor'));
});

test('colleagues who may not open files or hold no root let nobody in', async () => {
  const therapist = await practice.open('therapist');
  const { file } = await minor(therapist);
  const plan = { file, role: 'guardian', name: 'Eve' } as const;
  await assert.rejects(
    newMember(practice, await practice.open('eve'), plan),
    withCode('not-found'),
  );
  const found = await openInvitations(therapist);
  assert.equal(
    found.some(({ own }) => own?.says.name === 'Eve'),
    false,
  );
  assert.equal(recordsOf((await openOwn(therapist, file)).records, 'member').length, 0);
});

test('when the patient comes of age the guardian is out, and the team’s clients re-seal the file', async () => {
  const therapist = await practice.open('therapist');
  const { file, visit } = await minor(therapist);
  const guardian = await newMember(practice, therapist, { file, role: 'guardian', name: 'Äiti' });
  let own = await decideVisit(therapist, await openOwn(therapist, file), {
    visit,
    choice: 'guardian',
    text: '',
  });
  own = await tellAbout(therapist, own, telling(visit, 'guardian', 'Ennen.'));
  const theirs = await guardian.open();
  assert.equal((await readShared(theirs))[0]?.items.length, 1);

  // Yesterday was their last day.
  const day = today(therapist.member);
  const { state } = own.opened.file;
  const readers = standingReaders(therapist.roster, state, day).map((reader) =>
    reader.reader === guardian.id ? { ...reader, until: day - 1 } : reader,
  );
  await sendAll(therapist, [await prepareRotation(therapist, own.opened, readers)]);
  await assert.rejects(readShared(theirs), withCode('signed-out'));
  await assert.rejects(guardian.open(), withCode('sign-in-failed'));
  assert.equal(await rotatePending(therapist), 1);
  const after = (await openOwn(therapist, file)).opened.file.state;
  assert.equal(after.readers.has(guardian.id), false);
  assert.equal(after.epoch, 3);
});

test('a corrected birth date moves a guardian’s last day, and puts them out of an adult’s file', async () => {
  const therapist = await practice.open('therapist');
  const { file, visit } = await minor(therapist);
  const guardian = await newMember(practice, therapist, { file, role: 'guardian', name: 'Äiti' });
  const correct = async (birthDate: string): Promise<void> => {
    const { opened, records } = await openOwn(therapist, file);
    const known = recordsOf(records, 'contact')[0];
    assert.ok(known !== undefined);
    const { record } = known;
    const content = { ...known.content, birthDate };
    await writeEntry(therapist, opened, { compartment: 'contact', content, record });
  };
  const year = Number(BIRTH.slice(0, 4));
  await correct(`${String(year + 1)}-02-03`);
  const own = await settleGuardians(therapist, await openOwn(therapist, file));
  const until = own.opened.file.state.readers.get(guardian.id)?.until;
  assert.equal(until, dayNumber(`${String(year + 19)}-02-02`));
  assert.equal(await settleGuardians(therapist, own), own, 'nothing to do');

  const decided = await decideVisit(therapist, own, { visit, choice: 'guardian', text: '' });
  await correct(`${String(year - 10)}-02-03`);
  const late = tellAbout(
    therapist,
    await openOwn(therapist, file),
    telling(visit, 'guardian', 'X'),
  );
  await assert.rejects(late, withCode('not-a-minor'));
  const after = (await openOwn(therapist, file)).opened.file.state;
  assert.equal(after.readers.has(guardian.id), false);
  assert.ok(after.epoch > decided.opened.file.state.epoch);
});
