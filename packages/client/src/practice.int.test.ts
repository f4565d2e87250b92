import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CareRecord, careRecordSchema } from '@vaiti/care';
import { CoreError, type FileId } from '@vaiti/core';
import {
  foundSmallPractice,
  newPatient,
  noteDraft,
  ServerProcess,
  type SmallPractice,
} from '@vaiti/testkit';
import { memoryStore } from './cache/store.ts';
import { ClientError } from './errors.ts';
import { sendAll } from './file/batch.ts';
import { openRecords } from './file/content.ts';
import { readCached, readFile, readFiles } from './file/read.ts';
import { prepareRotation, writeEntry } from './file/write.ts';
import { listFiles } from './practice/files.ts';
import type { Practice } from './practice/practice.ts';

let server: ServerProcess;
let practice: SmallPractice;
before(async () => {
  server = await ServerProcess.start();
  practice = await foundSmallPractice({ url: server.url, setupToken: server.setupToken() });
});
after(async () => {
  await server.dispose();
});

const withCode = (code: string) => (error: unknown) =>
  (error instanceof ClientError || error instanceof CoreError) && error.code === code;

async function notes(reader: Practice, file: FileId): Promise<string[]> {
  const as = reader.member.identity.id;
  const opened = await readFile(reader, { file, as, purpose: 'care' });
  const records = await openRecords<CareRecord>(opened, careRecordSchema);
  return records.flatMap((r) =>
    r.versions.flatMap(({ content }) => (content.type === 'note' ? [content.text] : [])),
  );
}

test('two writers of one file lose nothing and end in one chain', async () => {
  const therapist = await practice.open('therapist');
  const colleague = await practice.open('colleague');
  const share = [{ reader: practice.people.colleague.identity.id, scope: 'root' as const }];
  const file = await newPatient(therapist, { texts: [], readers: share });
  const write = async (who: Practice, text: string) => {
    const as = who.member.identity.id;
    const opened = await readFile(who, { file, as, purpose: 'care' });
    await writeEntry(who, opened, noteDraft(text));
  };
  const texts = Array.from({ length: 6 }, (_, i) => `Huomio ${String(i)}`);
  await Promise.all(texts.map((text, i) => write(i % 2 === 0 ? therapist : colleague, text)));
  assert.deepEqual((await notes(therapist, file)).toSorted(), texts);
  assert.deepEqual(await notes(therapist, file), await notes(colleague, file));
  const check = await therapist.ledger.check();
  assert.ok(check.size > 0);
});

test('a removed reader opens nothing after the rotation; the others open all', async () => {
  const therapist = await practice.open('therapist');
  const colleague = await practice.open('colleague');
  const me = practice.people.therapist.identity.id;
  const other = practice.people.colleague.identity.id;
  const file = await newPatient(therapist, {
    texts: [],
    readers: [{ reader: other, scope: 'root' }],
  });
  const opened = await readFile(therapist, { file, as: me, purpose: 'care' });
  const before = await writeEntry(therapist, opened, noteDraft('Ennen'));
  assert.deepEqual(await notes(colleague, file), ['Ennen']);
  await sendAll(therapist, [
    await prepareRotation(therapist, before, [{ reader: me, scope: 'root' }]),
  ]);
  const after = await readFile(therapist, { file, as: me, purpose: 'care' });
  assert.equal(after.keys.epoch, 2);
  await writeEntry(therapist, after, noteDraft('Jälkeen'));
  assert.deepEqual(await notes(therapist, file), ['Ennen', 'Jälkeen']);
  await assert.rejects(notes(colleague, file), withCode('not-found'));
});

test('a file that one may not read looks like one that does not exist', async () => {
  const therapist = await practice.open('therapist');
  const eve = await practice.open('eve');
  const file = await newPatient(therapist, { texts: ['Huomio'] });
  const as = eve.member.identity.id;
  const forbidden = readFile(eve, { file, as, purpose: 'care' });
  const unknown = readFile(eve, { file: 'ab'.repeat(16) as FileId, as, purpose: 'care' });
  await assert.rejects(forbidden, withCode('not-found'));
  await assert.rejects(unknown, withCode('not-found'));
  assert.ok(!(await listFiles(eve)).some((line) => line.file === file));
});

test('what was read stays readable on this device without the server', async () => {
  const store = memoryStore();
  const therapist = await practice.open('therapist', { store });
  const file = await newPatient(therapist, { texts: ['Huomio'] });
  const me = therapist.member.identity.id;
  await readFiles(therapist, [{ file, as: me, purpose: 'care' }]);
  const cached = await readCached(therapist, file);
  assert.ok(cached !== undefined);
  assert.ok((await openRecords(cached, careRecordSchema)).length > 0);
  for (const key of await store.keys(''))
    assert.ok(!Buffer.from((await store.get(key)) ?? []).includes('Huomio'));
});
