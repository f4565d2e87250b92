import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { limits } from '@vaiti/contract';
import { answeredToFile, newInvitation } from '../testing/invitations.ts';
import { TestServer, WireError } from '../testing/harness.ts';
import { type Persona, type TestFile, TestPractice } from '../testing/personas.ts';

let server: TestServer;
let practice: TestPractice;
let therapist: Persona;
before(async () => {
  server = await TestServer.start();
  practice = await TestPractice.found(server);
  therapist = await practice.enrol('therapist');
});
after(() => server.close());

const withCode = (code: string) => (error: unknown) =>
  error instanceof WireError && error.code === code;

/** A file of the therapist with a guardian who has an account and is signed in. */
async function guarded(until?: number): Promise<{ file: TestFile; guardian: Persona }> {
  const file = practice.file(therapist);
  await file.add();
  await file.add({ compartment: 'guardian' });
  const guardian = await practice.stranger();
  const { identity } = guardian;
  const { bearer } = await answeredToFile(server, { inviter: therapist, identity });
  await letIn(file, guardian, until);
  await practice.register(guardian, bearer);
  await practice.signIn(guardian);
  return { file, guardian };
}

async function letIn(file: TestFile, { identity }: Persona, until?: number): Promise<void> {
  const end = until === undefined ? {} : { until };
  const outcome = await file.add({
    kind: 'share',
    members: [{ role: 'guardian', keys: identity.keys }],
    readers: [{ id: identity.id, scope: 'guardian', ...end }],
    content: null,
  });
  assert.equal(outcome.outcome, 'stored');
}

test('an account is made when the file has let them in, not before, and by nobody else', async () => {
  const file = practice.file(therapist);
  await file.add();
  const guardian = await practice.stranger();
  const { identity } = guardian;
  const { bearer } = await answeredToFile(server, { inviter: therapist, identity });
  const admitted = async () => (await server.call('invitation', { from: 0 }, bearer)).admitted;
  assert.equal(await admitted(), false);
  await assert.rejects(practice.register(guardian, bearer), withCode('not-found'));
  await letIn(file, guardian);
  assert.equal(await admitted(), true);
  const other = await practice.stranger();
  await assert.rejects(practice.register(other, bearer), withCode('not-found'));
  await practice.register(guardian, bearer);
  await practice.signIn(guardian);
  assert.equal((await practice.released(guardian, file.id)).entries.length, 2);
  await assert.rejects(practice.register(guardian, bearer), withCode('invitation-used'));
});

test('a guardian gets the bodies of their compartment alone, and of no other file', async () => {
  const { file, guardian } = await guarded();
  const { entries, grants } = await practice.released(guardian, file.id);
  assert.deepEqual(
    entries.map(({ body }) => body !== null && body.length > 0),
    [false, true, false],
  );
  assert.equal(grants.length, 1);
  const { file: other } = await guarded();
  assert.equal((await practice.read(guardian, other.id)).outcome, 'refused');
  const { files } = await server.call('files', { after: null }, guardian.token);
  assert.equal(files.length, 1);
});

test('a guardian writes in their own compartment and name alone, and opens no file', async () => {
  const { file, guardian } = await guarded();
  const by = { author: guardian };
  assert.equal((await file.add({ ...by, compartment: 'guardian' })).outcome, 'stored');
  assert.equal((await file.add({ ...by, compartment: 'clinical' })).outcome, 'refused');
  const asTherapist = { ...by, compartment: 'guardian' as const, as: therapist.identity.id };
  assert.equal((await file.add(asTherapist)).outcome, 'refused');
  const root = [{ id: therapist.identity.id, scope: 'root' as const }];
  const opening = await practice.file(guardian).add({ readers: root, as: therapist.identity.id });
  assert.equal(opening.outcome, 'refused');
  const readers = [{ id: therapist.identity.id, scope: 'guardian' as const }];
  assert.equal(
    (await file.add({ ...by, kind: 'share', readers, content: null })).outcome,
    'refused',
  );
});

test('a guardian’s access ends after its last day: sessions, sign-in, reading and writing', async () => {
  const last = server.clock.day + 1;
  const { file, guardian } = await guarded(last);
  const before = server.clock.now;
  server.clock.now = before + 8 * 3_600_000;
  await practice.signIn(guardian);
  await practice.released(guardian, file.id);
  server.clock.now = last * 86_400_000 + 86_399_000;
  await practice.signIn(guardian);
  assert.equal((await file.add({ author: guardian, compartment: 'guardian' })).outcome, 'stored');
  server.clock.now += 2000;
  const { token } = guardian;
  await assert.rejects(server.call('files', { after: null }, token), withCode('signed-out'));
  await assert.rejects(practice.signIn(guardian), withCode('sign-in-failed'));
  await practice.signIn(therapist);
  const { files } = await server.call('standing', { leaving: null }, therapist.token);
  assert.equal(files.length, 1, 'the team’s clients are told to rotate');
  // Whoever has another file's access goes on with that, and reads no more of this one.
  const other = practice.file(therapist);
  await other.add();
  await letIn(other, guardian);
  await practice.signIn(guardian);
  assert.equal((await practice.read(guardian, file.id)).outcome, 'refused');
  assert.equal((await practice.released(guardian, other.id)).entries.length, 2);
  server.clock.now = before;
  await practice.signIn(therapist);
  await practice.signIn(practice.administrator);
});

test('members call little, whatever they send', async () => {
  const { guardian } = await guarded();
  const { token } = guardian;
  const refused = withCode('not-found');
  for (const name of ['standing', 'invitations', 'invite', 'openings', 'rosterAppend'] as const) {
    const response = await server.send(name, new Uint8Array([1]), token);
    assert.equal(response.status, 404, name);
  }
  await assert.rejects(server.call('invite', newInvitation('member').request, token), refused);
  assert.ok((await server.call('roster', { from: 0 }, token)).entries.length > 0);
  assert.equal((await server.call('sessions', {}, token)).sessions.length, 1);
});

test('invitations to files are their inviter’s own, and so many at once', async () => {
  const colleague = await practice.enrol('therapist');
  const privacy = await practice.enrol('privacy-officer');
  const mine = newInvitation('member');
  await server.call('invite', mine.request, colleague.token);
  const seenBy = async ({ token }: Persona) =>
    (await server.call('invitations', {}, token)).invitations.map(({ kind }) => kind);
  assert.deepEqual(await seenBy(colleague), ['member']);
  assert.ok(!(await seenBy(practice.administrator)).includes('member'));
  const { id } = mine.request;
  await assert.rejects(
    server.call('invitationCancel', { id }, therapist.token),
    withCode('not-found'),
  );
  const { request } = newInvitation('member');
  await assert.rejects(server.call('invite', request, privacy.token), withCode('not-found'));
  const { request: staff } = newInvitation('staff');
  await assert.rejects(server.call('invite', staff, colleague.token), withCode('not-found'));
  await server.call('invitationCancel', { id }, colleague.token);
  for (let i = 0; i < limits.memberInvitations; i++)
    await server.call('invite', newInvitation('member').request, colleague.token);
  await assert.rejects(
    server.call('invite', newInvitation('member').request, colleague.token),
    withCode('too-many-requests'),
  );
});

test('members are known again after a restart', async () => {
  const { file, guardian } = await guarded();
  await server.restart();
  await practice.released(guardian, file.id);
  assert.equal((await file.add({ author: guardian, compartment: 'guardian' })).outcome, 'stored');
});
