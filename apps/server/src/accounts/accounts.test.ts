import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as opaque from '@serenity-kit/opaque';
import { idBytes, identityOf, newSeed } from '@vaiti/core';
import { entropy, TestServer, WireError } from '../testing/harness.ts';
import { TestPractice } from '../testing/personas.ts';

let server: TestServer;
let practice: TestPractice;
before(async () => {
  server = await TestServer.start();
  practice = await TestPractice.found(server);
});
after(() => server.close());

const failsWith = (code: string) => (error: unknown) =>
  error instanceof WireError && error.code === code;
const start = (account: string) =>
  server.call('signInStart', {
    account,
    request: opaque.client.startLogin({ password: 'x' }).startLoginRequest,
  });

test('a wrong password gives no session', async () => {
  const therapist = await practice.enrol('therapist');
  assert.equal(await practice.signIn(therapist, 'lumi-kuusi-hallA'), undefined);
  assert.notEqual(await practice.signIn(therapist), undefined);
});

test('an unknown account is answered like a known one', async () => {
  const therapist = await practice.enrol('therapist');
  const known = await start(therapist.account);
  const unknown = await start('00'.repeat(16));
  assert.deepEqual(Object.keys(unknown), Object.keys(known));
  assert.equal(unknown.response.length, known.response.length);
  assert.equal(unknown.attempt.length, known.attempt.length);
  for (const { attempt } of [known, unknown])
    await assert.rejects(
      server.call('signInFinish', { attempt, finish: 'A'.repeat(86) }),
      failsWith('sign-in-failed'),
    );
});

test('an attempt is used once and is over after two minutes', async () => {
  const therapist = await practice.enrol('therapist');
  const { clientLoginState, startLoginRequest } = opaque.client.startLogin({
    password: 'lumi-kuusi-halla',
  });
  const { attempt, response } = await server.call('signInStart', {
    account: therapist.account,
    request: startLoginRequest,
  });
  const result = opaque.client.finishLogin({
    clientLoginState,
    loginResponse: response,
    password: 'lumi-kuusi-halla',
    keyStretching: { 'argon2id-custom': { iterations: 1, memory: 64, parallelism: 1 } },
  });
  const finish = { attempt, finish: result?.finishLoginRequest ?? '' };
  server.clock.now += 2 * 60_000;
  await assert.rejects(server.call('signInFinish', finish), failsWith('sign-in-failed'));
  server.clock.now -= 2 * 60_000;
  await assert.rejects(server.call('signInFinish', finish), failsWith('sign-in-failed'));
});

test('signing out ends the session at once', async () => {
  const therapist = await practice.enrol('therapist');
  await server.call('signOut', {}, therapist.token);
  await assert.rejects(
    server.call('files', { after: null }, therapist.token),
    failsWith('signed-out'),
  );
});

test('only an administrator makes accounts, and only for those enrolled', async () => {
  const therapist = await practice.enrol('therapist');
  const stranger = {
    identity: await identityOf(newSeed(entropy)),
    account: '12'.repeat(16),
    token: '',
  };
  const { token } = practice.administrator;
  await assert.rejects(practice.register(stranger, token), failsWith('not-found'));
  await assert.rejects(practice.register(stranger, therapist.token), failsWith('not-found'));
  await practice.write({
    kind: 'enrol',
    principal: idBytes(stranger.identity.id),
    keys: stranger.identity.keys,
  });
  await practice.register(stranger, token);
  await assert.rejects(practice.register(stranger, token), failsWith('account-exists'));
});

test('a record that no sign-in could use is refused at once', async () => {
  const request = {
    account: '34'.repeat(16),
    principal: idBytes(practice.administrator.identity.id),
    record: 'AAAA',
    sealedSeed: new Uint8Array(60),
  };
  await assert.rejects(
    server.call('accountFinish', request, practice.administrator.token),
    failsWith('bad-request'),
  );
});
