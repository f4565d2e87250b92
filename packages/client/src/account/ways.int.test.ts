import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CoreError, Secret } from '@vaiti/core';
import { foundSmallPractice, realEntropy, ServerProcess, type SmallPractice } from '@vaiti/testkit';
import { createApi } from '../api/api.ts';
import { type CacheStore, memoryStore } from '../cache/store.ts';
import { ClientError } from '../errors.ts';
import { memberOf } from '../practice/member.ts';
import { Practice } from '../practice/practice.ts';
import { type Credentials, type SignedIn, signIn } from './account.ts';
import { newPaperKey, parsePaperKey } from './paper-key.ts';
import { accountOf, newSecretKey } from './secret-key.ts';
import { signInBySecret } from './secret-way.ts';
import { endSession, readAccess } from './sessions.ts';
import {
  addDevice,
  addSecretWay,
  listWays,
  ownSecretKey,
  removeWay,
  setPassword,
  settleWays,
} from './ways.ts';

let server: ServerProcess;
let practice: SmallPractice;
before(async () => {
  server = await ServerProcess.start();
  practice = await foundSmallPractice({ url: server.url, setupToken: server.setupToken() });
});
after(async () => {
  await server.dispose();
});

const api = () => createApi({ baseUrl: server.url, fetch });
const withCode = (code: string) => (error: unknown) =>
  (error instanceof ClientError || error instanceof CoreError) && error.code === code;

async function enter(signedIn: SignedIn, store: CacheStore = memoryStore()): Promise<Practice> {
  const around = { api: api(), store, entropy: realEntropy, now: Date.now };
  const opened = await Practice.open(memberOf(signedIn, around));
  await settleWays(opened);
  return opened;
}

async function enterWith(credentials: Credentials, store?: CacheStore): Promise<Practice> {
  return enter(await signIn(api(), credentials), store);
}

const kindsOf = async (who: Practice) => (await listWays(who)).map(({ kind }) => kind);

test('a paper key signs in, and sets a new password and Secret Key without touching a file', async () => {
  const { credentials, identity } = practice.people.colleague;
  const first = await enterWith(credentials);
  assert.deepEqual(await kindsOf(first), ['password']);
  const { words, secret } = newPaperKey(realEntropy);
  await addSecretWay(first, { kind: 'paper', secret });

  const typed = parsePaperKey(words.map((word) => word.slice(0, 4)).join('\n'));
  const recovered = await enter(await signInBySecret(api(), 'paper', typed));
  assert.equal(recovered.member.identity.id, identity.id);
  const secretKey = newSecretKey(realEntropy);
  await setPassword(recovered, { password: 'uusi ja hiljainen lampi', secretKey });

  await assert.rejects(signIn(api(), credentials), withCode('sign-in-failed'));
  await assert.rejects(listWays(first), withCode('signed-out'));
  const again = await enterWith({ secretKey, password: 'uusi ja hiljainen lampi' });
  assert.equal(again.member.identity.id, identity.id);
  assert.deepEqual(await kindsOf(again), ['password', 'paper']);

  await addSecretWay(again, { kind: 'paper', secret: newPaperKey(realEntropy).secret });
  assert.deepEqual(await kindsOf(again), ['password', 'paper']);
  await assert.rejects(signInBySecret(api(), 'paper', typed), withCode('way-unknown'));
});

test('a changed password stops at once; other sessions and devices end; passkeys stay', async () => {
  const { credentials } = practice.people.reception;
  const here = await enterWith(credentials);
  const deviceKey = await addDevice(here, {
    password: credentials.password,
    name: 'Vanha puhelin',
  });
  const onDevice = { secretKey: deviceKey, password: credentials.password };
  const there = await enterWith(onDevice);
  const prf = new Secret(realEntropy(32));
  const credential = new Uint8Array(20).fill(3);
  await addSecretWay(there, { kind: 'passkey', secret: prf, name: 'Läppäri', credential });
  const ways = await listWays(here);
  assert.deepEqual(
    ways.map(({ kind, name, current }) => [kind, name, current]),
    [
      ['password', '', true],
      ['device', 'Vanha puhelin', false],
      ['passkey', 'Läppäri', false],
    ],
  );
  assert.deepEqual(ways[2]?.credential, credential);
  const half = signIn(api(), credentials);

  const { deviceKey: kept } = await setPassword(here, { password: 'toinen lampi', device: 'Tämä' });
  assert.ok(kept !== undefined);
  await half.catch(() => undefined);
  await assert.rejects(signIn(api(), credentials), withCode('sign-in-failed'));
  await assert.rejects(signIn(api(), onDevice), withCode('sign-in-failed'));
  await assert.rejects(listWays(there), withCode('signed-out'));
  const { secretKey } = credentials;
  const password = 'toinen lampi';
  assert.deepEqual(await kindsOf(await enterWith({ secretKey, password })), [
    'password',
    'device',
    'passkey',
  ]);
  assert.deepEqual(
    (await listWays(await enterWith({ secretKey: kept, password })))[1]?.current,
    true,
  );
  const byPasskey = await enter(await signInBySecret(api(), 'passkey', prf));
  assert.equal(accountOf(await ownSecretKey(byPasskey)), accountOf(secretKey));
});

test('a way that is taken away ends its sessions and opens nothing; the password stays', async () => {
  const { credentials } = practice.people.eve;
  const here = await enterWith(credentials);
  const prf = new Secret(realEntropy(32));
  await addSecretWay(here, { kind: 'passkey', secret: prf, name: 'Avain' });
  const there = await enter(await signInBySecret(api(), 'passkey', prf));
  const [password, passkey] = await listWays(there);
  assert.ok(password !== undefined && passkey !== undefined);
  await assert.rejects(removeWay(there, password.account), withCode('last-way'));
  await removeWay(here, passkey.account);
  await assert.rejects(listWays(there), withCode('signed-out'));
  await assert.rejects(signInBySecret(api(), 'passkey', prf), withCode('way-unknown'));
  await assert.rejects(removeWay(here, passkey.account), withCode('way-unknown'));
  assert.deepEqual(await kindsOf(here), ['password']);
});

test('sessions are listed with their way, and ended one by one or all others at once', async () => {
  const { credentials } = practice.people.founder;
  const here = await enterWith(credentials);
  await endSession(here, undefined);
  const there = await enterWith(credentials);
  const third = await enterWith(credentials);
  const { sessions } = await readAccess(here);
  assert.deepEqual(
    sessions.map(({ current, way }) => [current, way?.kind]),
    [
      [true, 'password'],
      [false, 'password'],
      [false, 'password'],
    ],
  );
  assert.equal(await endSession(here, sessions[1]?.id), 1);
  await assert.rejects(listWays(there), withCode('signed-out'));
  assert.equal(await endSession(here, undefined), 1);
  await assert.rejects(listWays(third), withCode('signed-out'));
  assert.equal((await readAccess(here)).sessions.length, 1);
});

test('two devices that change the ways at once both get their way', async () => {
  const { credentials } = practice.people.therapist;
  const here = await enterWith(credentials);
  const there = await enterWith(credentials);
  const keys = [here, there, here].map(() => new Secret(realEntropy(32)));
  await Promise.all(
    keys.map((secret, i) =>
      addSecretWay(i === 1 ? there : here, { kind: 'passkey', secret, name: String(i) }),
    ),
  );
  assert.equal((await listWays(here)).length, 4);
  for (const secret of keys) await enter(await signInBySecret(api(), 'passkey', secret));
});

test('a device that saw a newer list takes no older one for it', async () => {
  const { credentials } = practice.people.therapist;
  const store = memoryStore();
  const old = await signIn(api(), credentials);
  const here = await enter(old, store);
  await addSecretWay(here, { kind: 'paper', secret: new Secret(realEntropy(32)) });
  await assert.rejects(enter(old, store), withCode('ways-rolled-back'));
  await assert.rejects(enter({ ...old, ways: undefined }, store), withCode('ways-rolled-back'));
  await enterWith(credentials, store);
});
