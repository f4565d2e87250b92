import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { limits } from '@vaiti/contract';
import { idBytes } from '@vaiti/core';
import { answerTo, openInvitation } from '../testing/invitations.ts';
import { TestServer, WireError } from '../testing/harness.ts';
import { TestPractice } from '../testing/personas.ts';
import { invitationTries } from './invitations.ts';

let server: TestServer;
let practice: TestPractice;
before(async () => {
  server = await TestServer.start();
  practice = await TestPractice.found(server);
});
after(() => server.close());

const withCode = (code: string) => (error: unknown) =>
  error instanceof WireError && error.code === code;

/** Half of a registration, which is enough to see whether a token may make an account. */
const start = { account: 'ab'.repeat(16), request: 'AAAA' };

test('staff who neither administer nor open files cannot invite, list or cancel', async () => {
  const { token } = await practice.enrol('privacy-officer');
  const { request } = await openInvitation(server, practice);
  const refused = withCode('not-found');
  await assert.rejects(server.call('invite', request, token), refused);
  await assert.rejects(server.call('invitations', {}, token), refused);
  await assert.rejects(server.call('invitationCancel', { id: request.id }, token), refused);
});

test('a token makes no account before the answer, nor for anybody else than who answered', async () => {
  const made = await openInvitation(server, practice);
  await assert.rejects(server.call('accountStart', start, made.bearer), withCode('not-found'));
  const { identity, join } = await answerTo(made);
  await server.call('join', { join }, made.bearer);
  await assert.rejects(server.call('accountStart', start, made.bearer), withCode('not-found'));
  const principal = idBytes(identity.id);
  await practice.write({ kind: 'enrol', principal, keys: identity.keys });
  await assert.rejects(server.call('accountStart', start, made.bearer), withCode('bad-request'));
  const other = {
    account: start.account,
    principal: idBytes(practice.administrator.identity.id),
    record: 'AAAA',
    sealedSeed: new Uint8Array(60),
  };
  await assert.rejects(server.call('accountFinish', other, made.bearer), withCode('not-found'));
  const broken = { ...other, principal };
  await assert.rejects(server.call('accountFinish', broken, made.bearer), withCode('bad-request'));
  // What failed has not used the invitation up.
  await assert.rejects(server.call('accountStart', start, made.bearer), withCode('bad-request'));
});

test('the same id or token is taken once', async () => {
  const { request } = await openInvitation(server, practice);
  const { token } = practice.administrator;
  await assert.rejects(server.call('invite', request, token), withCode('bad-request'));
});

test('an invitation survives a restart, is told to be over, and is then forgotten', async () => {
  const made = await openInvitation(server, practice);
  await server.restart();
  const list = async () => {
    await practice.signIn(practice.administrator);
    return server.call('invitations', {}, practice.administrator.token);
  };
  const shown = (await list()).invitations.find(({ id }) =>
    Buffer.from(made.request.id).equals(id),
  );
  assert.deepEqual(shown?.own?.kept, made.request.kept);
  server.clock.now += limits.invitationLife;
  const read = () => server.call('invitation', { from: 0 }, made.bearer);
  await assert.rejects(read(), withCode('invitation-expired'));
  assert.deepEqual((await list()).invitations, []);
  server.clock.now += 8 * 24 * 60 * 60 * 1000;
  await server.restart();
  await assert.rejects(read(), withCode('invitation-unknown'));
});

test('an answer gives the account as much time again', async () => {
  await practice.signIn(practice.administrator);
  const made = await openInvitation(server, practice);
  server.clock.now += limits.invitationLife - 1000;
  await server.call('join', { join: (await answerTo(made)).join }, made.bearer);
  server.clock.now += limits.invitationLife - 1000;
  assert.notEqual((await server.call('invitation', { from: 0 }, made.bearer)).answered, null);
  server.clock.now += 2000;
  const late = server.call('invitation', { from: 0 }, made.bearer);
  await assert.rejects(late, withCode('invitation-expired'));
});

test('tokens of no invitation are slowed down by address, then taken again', async () => {
  const read = (token: string) => server.call('invitation', { from: 0 }, token);
  server.clock.now += 60 * 60 * 1000;
  for (let i = 0; i < invitationTries; i++)
    await assert.rejects(read('x'.repeat(43)), withCode('invitation-unknown'));
  await assert.rejects(read('x'.repeat(43)), withCode('too-many-requests'));
  server.clock.now += 16 * 60 * 1000;
  await assert.rejects(read('x'.repeat(43)), withCode('invitation-unknown'));
});
