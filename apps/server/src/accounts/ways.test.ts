import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  encodeWays,
  fromHex,
  idBytes,
  sha256,
  type SignInAnswer,
  signInMessage,
  type Way,
  waysId,
  waysMessage,
} from '@vaiti/core';
import { entropy, TestServer, WireError } from '../testing/harness.ts';
import { type Persona, TestPractice } from '../testing/personas.ts';

let server: TestServer;
let practice: TestPractice;
before(async () => {
  server = await TestServer.start();
  practice = await TestPractice.found(server);
});
after(() => server.close());

const refused = (code: string) => (error: unknown) =>
  error instanceof WireError && error.code === code;
const sealedSeed = new Uint8Array(60);
const name = (): string => Buffer.from(entropy(16)).toString('hex');

function wayOf(account: string, kind: Way['kind']): Way {
  const id = fromHex(account);
  return { id, kind, digest: sha256(sealedSeed), day: server.clock.day, label: new Uint8Array(0) };
}

/** Sends the person's next list, signed by them or by `signer`. */
async function list(
  person: Persona,
  ways: readonly Way[],
  options: { put?: readonly string[]; signer?: Persona; practice?: Uint8Array<ArrayBuffer> } = {},
): Promise<void> {
  const { ways: current } = await server.call('ways', {}, person.token);
  const before = current === null ? 0 : counters.get(person);
  const counter = (before ?? 0) + 1;
  const encoded = encodeWays({
    suite: 1,
    practice: options.practice ?? idBytes(practice.practice),
    principal: idBytes(person.identity.id),
    counter,
    prev: current === null ? new Uint8Array(32) : waysId(current),
    day: server.clock.day,
    ways: [...ways],
  });
  const signature = await (options.signer ?? person).identity.sign(waysMessage(encoded));
  const put = (options.put ?? []).map((account) => ({ account, record: null, sealedSeed }));
  await server.call('changeWays', { ways: { list: encoded, signature }, put }, person.token);
  counters.set(person, counter);
}
const counters = new Map<Persona, number>();

async function withPasskey(): Promise<{ person: Persona; passkey: string }> {
  const person = await practice.enrol('therapist');
  const passkey = name();
  const ways = [wayOf(person.account, 'password'), wayOf(passkey, 'passkey')];
  await list(person, ways, { put: [passkey] });
  return { person, passkey };
}

async function answer(
  person: Persona,
  passkey: string,
  changes: Partial<SignInAnswer> & { wait?: number } = {},
) {
  const reply = await server.call('challenge', { account: passkey });
  const { wait = 0, ...other } = changes;
  server.clock.now += wait;
  const signature = await person.identity.sign(
    signInMessage({
      suite: 1,
      practice: reply.practice,
      principal: reply.principal,
      way: fromHex(passkey),
      ledger: reply.ledger,
      challenge: reply.challenge,
      ...other,
    }),
  );
  const request = { attempt: reply.attempt, signature };
  return { request, session: await server.call('challengeAnswer', request) };
}

test('who signs the challenge is signed in, once and within a minute', async () => {
  const { person, passkey } = await withPasskey();
  const { request, session } = await answer(person, passkey);
  await server.call('sessions', {}, session.token);
  await assert.rejects(server.call('challengeAnswer', request), refused('sign-in-failed'));
  await assert.rejects(answer(person, passkey, { wait: 60_000 }), refused('sign-in-failed'));
  await answer(person, passkey, { wait: 59_000 });
});

test('an answer for another practice, ledger, way, person or challenge is none', async () => {
  const { person, passkey } = await withPasskey();
  const wrong: readonly Partial<SignInAnswer>[] = [
    { practice: new Uint8Array(16) },
    { ledger: 'another+12345678+AAAA' },
    { way: new Uint8Array(16) },
    { principal: idBytes(practice.administrator.identity.id) },
    { challenge: new Uint8Array(32) },
    { suite: 2 },
  ];
  for (const changes of wrong)
    await assert.rejects(answer(person, passkey, changes), refused('sign-in-failed'));
  await assert.rejects(answer(practice.administrator, passkey), refused('sign-in-failed'));
});

test('somebody retired gets neither challenge nor session', async () => {
  const { person, passkey } = await withPasskey();
  const reply = await server.call('challenge', { account: passkey });
  await practice.write({ kind: 'retire', principal: idBytes(person.identity.id) });
  await assert.rejects(server.call('challenge', { account: passkey }), refused('sign-in-failed'));
  const { attempt, challenge, practice: at, principal, ledger } = reply;
  const way = fromHex(passkey);
  const signature = await person.identity.sign(
    signInMessage({ suite: 1, practice: at, principal, way, ledger, challenge }),
  );
  const late = server.call('challengeAnswer', { attempt, signature });
  await assert.rejects(late, refused('sign-in-failed'));
});

test('an account with a password is not to be had by a challenge', async () => {
  const person = await practice.enrol('therapist');
  const asked = server.call('challenge', { account: person.account });
  await assert.rejects(asked, refused('sign-in-failed'));
});

test('the server keeps what the owner signed and nothing else', async () => {
  const { person, passkey } = await withPasskey();
  const password = wayOf(person.account, 'password');
  const key = wayOf(passkey, 'passkey');
  const eve = await practice.enrol('therapist');
  const fresh = name();
  const bad: readonly (readonly [string, Promise<void>])[] = [
    ['signature-invalid', list(person, [password], { signer: eve })],
    ['ways-invalid', list(person, [password], { practice: new Uint8Array(16) })],
    ['ways-invalid', list(person, [key])],
    ['ways-invalid', list(person, [password, wayOf(fresh, 'passkey')])],
    ['ways-invalid', list(person, [password], { put: [fresh] })],
    ['ways-invalid', list(person, [password, wayOf(fresh, 'device')], { put: [fresh] })],
    ['ways-invalid', list(person, [password, { ...key, kind: 'paper' }])],
    ['ways-invalid', list(person, [password, { ...key, digest: new Uint8Array(32) }])],
    [
      'ways-invalid',
      list(person, [password, wayOf(eve.account, 'passkey')], { put: [eve.account] }),
    ],
  ];
  for (const [code, attempt] of bad) await assert.rejects(attempt, refused(code));
  const { session } = await answer(person, passkey);
  await list(person, [password]);
  await assert.rejects(server.call('sessions', {}, session.token), refused('signed-out'));
  await assert.rejects(server.call('challenge', { account: passkey }), refused('sign-in-failed'));
  const { kept } = await server.call('ways', {}, person.token);
  assert.deepEqual(
    kept.map(({ account }) => account),
    [person.account],
  );
});

test('for somebody with a list of their own, nobody else makes an account', async () => {
  const { person } = await withPasskey();
  const another = { ...person, account: name() };
  const made = practice.register(another, practice.administrator.token);
  await assert.rejects(made, refused('account-exists'));
});
