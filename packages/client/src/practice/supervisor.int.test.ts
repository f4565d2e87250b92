import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Staff } from '@vaiti/care';
import {
  foundSmallPractice,
  type PersonaName,
  personas,
  ServerProcess,
  type SmallPractice,
} from '@vaiti/testkit';
import { addToDirectory, createDirectory, openDirectoryFile } from './directory-file.ts';
import { readDirectory } from './directory.ts';
import { ClientError, leave, type Practice } from '../index.ts';
import { setSupervisor, supervisorOf } from './supervisor.ts';

let server: ServerProcess;
let practice: SmallPractice;
before(async () => {
  server = await ServerProcess.start();
  practice = await foundSmallPractice({ url: server.url, setupToken: server.setupToken() });
  const named = { type: 'practice' as const, name: 'Lumme', demo: false };
  const staff = personas.map((name) => staffOf(name, null));
  await createDirectory(await practice.open('founder'), '2026-11-25', [named, ...staff]);
});
after(() => server.dispose());

const idOf = (name: PersonaName) => practice.people[name].identity.id;
const code = (wanted: string) => (error: unknown) =>
  error instanceof ClientError && error.code === wanted;

function staffOf(name: PersonaName, supervisor: PersonaName | null): Staff {
  const by = supervisor === null ? null : idOf(supervisor);
  const who = { type: 'staff' as const, userId: idOf(name), name, title: '' };
  return { ...who, roles: [], supervisor: by };
}

/** Who looks at the therapist's notes, as this person's client reads the directory. */
async function seenBy(member: Practice) {
  return supervisorOf(member, await readDirectory(member), idOf('therapist'));
}

test('an administrator’s word counts, and nobody else’s in the directory that all may write', async () => {
  const founder = await practice.open('founder');
  const eve = await practice.open('eve');
  const therapist = await practice.open('therapist');
  assert.equal(await seenBy(therapist), undefined);
  const plan = { trainee: idOf('therapist'), supervisor: idOf('colleague') };
  await assert.rejects(setSupervisor(eve, await readDirectory(eve), plan), code('not-found'));
  const file = (await readDirectory(eve)).file ?? assert.fail();
  const { staff } = practice.groups;
  const eves = staffOf('therapist', 'eve');
  await addToDirectory(eve, await openDirectoryFile(eve, { file, as: staff }), [eves]);
  assert.equal(await seenBy(therapist), undefined, 'Eve has no say');
  await setSupervisor(founder, await readDirectory(founder), plan);
  assert.equal(await seenBy(therapist), idOf('colleague'));
  await addToDirectory(eve, await openDirectoryFile(eve, { file, as: staff }), [eves]);
  assert.equal(await seenBy(therapist), idOf('colleague'), 'nor afterwards');
});

test('nobody is their own supervisor, and one who left is none', async () => {
  const founder = await practice.open('founder');
  const therapist = await practice.open('therapist');
  const trainee = idOf('therapist');
  const set = async (supervisor: PersonaName | null) =>
    setSupervisor(founder, await readDirectory(founder), {
      trainee,
      supervisor: supervisor === null ? null : idOf(supervisor),
    });
  await assert.rejects(set('therapist'), code('arguments-invalid'));
  await set('eve');
  assert.equal(await seenBy(therapist), idOf('eve'));
  await leave(founder, idOf('eve'), { force: true });
  await therapist.refresh();
  assert.equal(await seenBy(therapist), undefined);
  await set('colleague');
  await set(null);
  assert.equal(await seenBy(therapist), undefined);
});
