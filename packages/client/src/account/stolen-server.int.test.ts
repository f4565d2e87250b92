import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { client, ready, server as opaqueServer } from '@serenity-kit/opaque';
import { base64urlnopad } from '@scure/base';
import {
  concat,
  decodeCbor,
  fromHex,
  identityOf,
  openChunked,
  Secret,
  toHex,
  utf8,
} from '@vaiti/core';
import { foundSmallPractice, realEntropy, ServerProcess, type SmallPractice } from '@vaiti/testkit';
import { createApi } from '../api/api.ts';
import { accountOf, newSecretKey, opaquePassword, unlockKey } from './secret-key.ts';

interface Stolen {
  readonly account: string;
  readonly principal: Uint8Array;
  readonly record: string;
  readonly sealed_seed: Uint8Array;
}

let server: ServerProcess;
let practice: SmallPractice;
/** Everything that the server has for signing in: its OPAQUE secrets and every account. */
let setup: string;
let accounts: readonly Stolen[];

before(async () => {
  await ready;
  server = await ServerProcess.start();
  practice = await foundSmallPractice({ url: server.url, setupToken: server.setupToken() });
  setup = readFileSync(join(server.data, 'keys', 'opaque-setup'), 'utf8').trim();
  const db = new DatabaseSync(join(server.data, 'vaiti.db'));
  accounts = db.prepare('SELECT * FROM accounts').all() as unknown as Stolen[];
  db.close();
});
after(async () => {
  await server.dispose();
});

/** Plays both sides of a sign-in from what was stolen: the export key if the guess is right. */
function guess(stolen: Pick<Stolen, 'account' | 'record'>, password: string): string | undefined {
  const { clientLoginState, startLoginRequest } = client.startLogin({ password });
  const { loginResponse } = opaqueServer.startLogin({
    serverSetup: setup,
    userIdentifier: stolen.account,
    registrationRecord: stolen.record,
    startLoginRequest,
  });
  return client.finishLogin({ clientLoginState, loginResponse, password })?.exportKey;
}

async function opens(stolen: Stolen, key: Secret): Promise<Secret | undefined> {
  const context = concat(utf8('vaiti/1 sealed seed\0'), fromHex(stolen.account));
  const ciphertext = new Uint8Array(stolen.sealed_seed);
  try {
    const plain = await key.use((k) => openChunked({ key: k, context, ciphertext }));
    return new Secret((decodeCbor(plain) as { seed: Uint8Array }).seed);
  } catch {
    return undefined;
  }
}

function stolenFrom(name: 'therapist'): Stolen {
  const account = accountOf(practice.people[name].credentials.secretKey);
  return accounts.find((row) => row.account === account) ?? assert.fail('nothing stolen');
}

test('without the Secret Key the thief cannot even try the password that they know', async () => {
  const stolen = stolenFrom('therapist');
  const { password } = practice.people.therapist.credentials;
  const short = new Secret(fromHex(stolen.account));
  const tried = [
    password,
    opaquePassword(new Secret(new Uint8Array(16)), password),
    opaquePassword(short, password),
    opaquePassword(new Secret(new Uint8Array(stolen.principal)), password),
    opaquePassword(newSecretKey(realEntropy), password),
    `${stolen.account}:${password}`,
    `:${password}`,
  ];
  for (const one of tried) assert.equal(guess(stolen, one), undefined);
  for (const key of [short, new Secret(new Uint8Array(16))])
    assert.equal(await opens(stolen, unlockKey(key, new Uint8Array(64))), undefined);
});

test('with the Secret Key the very same steps open the seed: the guess above was a real one', async () => {
  const stolen = stolenFrom('therapist');
  const { credentials, identity } = practice.people.therapist;
  const { secretKey, password } = credentials;
  const exported = guess(stolen, opaquePassword(secretKey, password));
  assert.ok(exported !== undefined);
  assert.equal(guess(stolen, opaquePassword(secretKey, `${password}x`)), undefined);
  const seed = await opens(stolen, unlockKey(secretKey, base64urlnopad.decode(exported)));
  assert.equal(seed === undefined ? undefined : (await identityOf(seed)).id, identity.id);
});

test('a password alone, as others use OPAQUE, falls to the same thief with a short list', async () => {
  const account = toHex(realEntropy(16));
  const password = 'kesä2026';
  const api = createApi({ baseUrl: server.url, fetch });
  const { token } = (await practice.open('founder')).member;
  const { clientRegistrationState, registrationRequest } = client.startRegistration({ password });
  const request = { account, request: registrationRequest };
  const { response } = await api.call('accountStart', request, token);
  const { registrationRecord: record } = client.finishRegistration({
    password,
    clientRegistrationState,
    registrationResponse: response,
  });
  const list = ['salasana', '123456', 'kesä2026'];
  const found = list.find((word) => guess({ account, record }, word) !== undefined);
  assert.equal(found, password);
});
