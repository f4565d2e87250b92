import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  type ApiErrorCode,
  apiErrors,
  commonErrors,
  type EndpointName,
  endpoints,
  limits,
  type RequestOf,
} from '@vaiti/contract';
import {
  type CborValue,
  decodeRosterEntry,
  encodeCbor,
  encodeRosterEntry,
  idBytes,
  identityOf,
  newSeed,
  rosterMessage,
  signRead,
  signRosterEntry,
} from '@vaiti/core';
import * as opaque from '@serenity-kit/opaque';
import { signInLimits } from '../accounts/accounts.ts';
import { Faults } from '../testing/faults.ts';
import { entropy, TestServer, WireError } from '../testing/harness.ts';
import { type Persona, type TestFile, TestPractice } from '../testing/personas.ts';

let server: TestServer;
let practice: TestPractice;
let therapist: Persona;
let file: TestFile;
const faults = new Faults();

before(async () => {
  server = await TestServer.start({}, { wrapStore: faults.wrap });
  practice = await TestPractice.found(server);
  therapist = await practice.enrol('therapist');
  file = practice.file(therapist);
  await file.add();
});
after(() => server.close());

const names = Object.keys(endpoints) as EndpointName[];
const account = (): string => Buffer.from(entropy(16)).toString('hex');

async function enrolEntry(changes: { seq?: number; break?: boolean; suite?: number } = {}) {
  const identity = await identityOf(newSeed(entropy));
  const roster =
    changes.seq === undefined ? practice.roster : { ...practice.roster, seq: changes.seq };
  const entry = await signRosterEntry(
    practice.administrator.identity,
    roster,
    { kind: 'enrol', principal: idBytes(identity.id), keys: identity.keys },
    server.clock.day,
  );
  if (changes.break === true) entry.signature[3] = (entry.signature[3] ?? 0) ^ 1;
  return entry;
}

async function foundEntry(): Promise<RequestOf<'found'>> {
  const identity = await identityOf(newSeed(entropy));
  const { ledger } = await server.call('practice', {});
  const act = {
    kind: 'found' as const,
    founder: idBytes(identity.id),
    keys: identity.keys,
    minimumSuite: 1,
    ledger,
  };
  return { entry: await signRosterEntry(identity, undefined, act, server.clock.day) };
}

async function readRequest(): Promise<RequestOf<'read'>> {
  const plan = {
    practice: practice.practice,
    file: file.id,
    as: therapist.identity.id,
    from: 0,
    to: 10,
    purpose: 'care' as const,
    time: server.clock.now,
  };
  return { reads: [await signRead(therapist.identity, plan, entropy)] };
}

function loginRequest(): string {
  return opaque.client.startLogin({ password: 'x' }).startLoginRequest;
}

/** A good request to each endpoint, and whose token goes with it. */
const good: { [N in EndpointName]: () => Promise<RequestOf<N>> } = {
  practice: () => Promise.resolve({}),
  found: foundEntry,
  roster: () => Promise.resolve({ from: 0 }),
  rosterAppend: async () => ({ entry: await enrolEntry(), grants: [] }),
  accountStart: () =>
    Promise.resolve({
      account: account(),
      request: opaque.client.startRegistration({ password: 'x' }).registrationRequest,
    }),
  accountFinish: async () => {
    const name = account();
    const { clientRegistrationState, registrationRequest } = opaque.client.startRegistration({
      password: 'x',
    });
    const request = { account: name, request: registrationRequest };
    const { response } = await server.call('accountStart', request, practice.administrator.token);
    const { registrationRecord } = opaque.client.finishRegistration({
      clientRegistrationState,
      registrationResponse: response,
      password: 'x',
      keyStretching: { 'argon2id-custom': { iterations: 1, memory: 64, parallelism: 1 } },
    });
    return {
      account: name,
      principal: idBytes(therapist.identity.id),
      record: registrationRecord,
      sealedSeed: new Uint8Array(60),
    };
  },
  signInStart: () => Promise.resolve({ account: account(), request: loginRequest() }),
  signInFinish: () => Promise.resolve({ attempt: 'a'.repeat(43), finish: 'b'.repeat(86) }),
  signOut: () => Promise.resolve({}),
  files: () => Promise.resolve({ after: null }),
  append: async () => ({ appends: [(await file.seal()).append] }),
  read: readRequest,
  openings: () => Promise.resolve({ file: idBytes(file.id), from: 0 }),
};

function tokenFor(name: EndpointName): string | undefined {
  if (endpoints[name].access === 'anyone') return undefined;
  const staff = name === 'files' || name === 'append' || name === 'read' || name === 'openings';
  return staff ? therapist.token : practice.administrator.token;
}

async function answer(
  name: EndpointName,
  request: CborValue,
  token = tokenFor(name),
): Promise<string> {
  return codeOf(await server.send(name, encodeCbor(request), token));
}

async function codeOf(response: Response): Promise<string> {
  if (response.ok) return 'ok';
  const body = (await response.json()) as { code: ApiErrorCode; id: string };
  assert.deepEqual(Object.keys(body).sort(), ['code', 'id']);
  assert.equal(response.status, apiErrors[body.code].status);
  return body.code;
}

/** How each error that an endpoint declares beyond the common ones comes about. */
const provoked: { readonly [N in EndpointName]?: Record<string, () => Promise<string>> } = {
  found: {
    'already-founded': async () => answer('found', await foundEntry()),
    'signed-out': async () => answer('found', await foundEntry(), 'x'.repeat(43)),
  },
  roster: { 'signed-out': () => answer('roster', { from: 0 }, 'x'.repeat(43)) },
  rosterAppend: {
    'signed-out': async () => answer('rosterAppend', await good.rosterAppend(), 'x'.repeat(43)),
    'head-moved': async () =>
      answer('rosterAppend', { entry: await enrolEntry({ seq: 0 }), grants: [] }),
    'signature-invalid': async () =>
      answer('rosterAppend', { entry: await enrolEntry({ break: true }), grants: [] }),
    'suite-downgraded': async () => {
      const { entry } = await enrolEntry();
      const weak = encodeRosterEntry({ ...decodeRosterEntry(entry), suite: 0 });
      const signature = await practice.administrator.identity.sign(rosterMessage(weak));
      return answer('rosterAppend', { entry: { entry: weak, signature }, grants: [] });
    },
    'roster-invalid': async () => {
      const entry = await signRosterEntry(
        practice.administrator.identity,
        practice.roster,
        { kind: 'retire', principal: idBytes(practice.administrator.identity.id) },
        server.clock.day,
      );
      return answer('rosterAppend', { entry, grants: [] });
    },
  },
  accountStart: {
    'signed-out': async () => answer('accountStart', await good.accountStart(), 'x'.repeat(43)),
    'account-exists': async () =>
      answer('accountStart', { ...(await good.accountStart()), account: therapist.account }),
  },
  accountFinish: {
    'signed-out': async () => answer('accountFinish', await good.accountFinish(), 'x'.repeat(43)),
    'account-exists': async () =>
      answer('accountFinish', { ...(await good.accountFinish()), account: therapist.account }),
  },
  signInFinish: {
    'sign-in-failed': async () => answer('signInFinish', await good.signInFinish()),
  },
  signOut: { 'signed-out': () => answer('signOut', {}, 'x'.repeat(43)) },
  files: { 'signed-out': () => answer('files', { after: null }, 'x'.repeat(43)) },
  append: { 'signed-out': async () => answer('append', await good.append(), 'x'.repeat(43)) },
  read: { 'signed-out': async () => answer('read', await good.read(), 'x'.repeat(43)) },
  openings: { 'signed-out': async () => answer('openings', await good.openings(), 'x'.repeat(43)) },
};

/** Errors that need a practice in another state; tested below. */
const elsewhere = new Map<string, readonly ApiErrorCode[]>([
  ['found', ['roster-invalid', 'signature-invalid']],
  ['roster', ['not-founded']],
  ['accountStart', ['not-founded']],
  ['accountFinish', ['not-founded']],
  ['signInStart', ['not-founded']],
]);

describe('every endpoint answers every error that it declares', () => {
  for (const name of names) {
    for (const [code, provoke] of Object.entries(provoked[name] ?? {}))
      test(`${name}: ${code}`, async () => assert.equal(await provoke(), code));
    test(`${name}: nothing declared is left out`, () => {
      const covered = [...Object.keys(provoked[name] ?? {}), ...(elsewhere.get(name) ?? [])];
      assert.deepEqual([...endpoints[name].errors].sort(), covered.sort());
    });
  }
});

describe('common errors', () => {
  const posts = names.filter((name) => endpoints[name].method === 'POST');
  for (const name of posts) {
    test(`${name}: bad-request on broken CBOR, unknown fields and wrong types`, async () => {
      const request = { ...(await good[name]()) } as Record<string, CborValue>;
      const first = Object.keys(request)[0] ?? '';
      const bodies = [
        new Uint8Array(0),
        Uint8Array.of(0xff),
        encodeCbor(request).slice(0, -1),
        encodeCbor({ ...request, extra: 1 }),
        encodeCbor({ ...request, [first]: true }),
        encodeCbor([]),
        Uint8Array.of(0xbf, 0xff),
      ];
      for (const body of bodies)
        assert.equal(await codeOf(await server.send(name, body, rightToken(name))), 'bad-request');
    });
    test(`${name}: unsupported-media-type`, async () => {
      const headers = { 'content-type': 'application/json' };
      const response = await server.send(name, Uint8Array.of(0xa0), rightToken(name), headers);
      assert.equal(await codeOf(response), 'unsupported-media-type');
    });
    test(`${name}: too-large by its length header`, async () => {
      const headers = { 'content-length': String(limits.request + 1) };
      const response = await server.send(name, Uint8Array.of(0xa0), rightToken(name), headers);
      assert.equal(await codeOf(response), 'too-large');
    });
  }

  test('too-large while it streams, without a length header', async () => {
    let sent = 0;
    const chunk = new Uint8Array(1024 * 1024);
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += chunk.length;
        controller.enqueue(chunk);
      },
    });
    const response = await server.running.app.request('/v1/files/append', {
      method: 'POST',
      headers: { 'content-type': 'application/cbor', authorization: `Bearer ${therapist.token}` },
      body,
      duplex: 'half',
    } as RequestInit);
    assert.equal(await codeOf(response), 'too-large');
    assert.ok(sent <= limits.request + 3 * chunk.length);
  });

  for (const path of ['/v1/nothing', '/v1/files/append/x', '/ledger/tile/0/zzz', '/v1'])
    test(`not-found: ${path}`, async () => {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE'])
        assert.equal(await codeOf(await server.running.app.request(path, { method })), 'not-found');
    });

  test('not-found from pages of another site', async () => {
    for (const name of names) {
      const headers = { 'sec-fetch-site': 'cross-site' };
      const response = await server.send(name, Uint8Array.of(0xa0), tokenFor(name), headers);
      assert.equal(await codeOf(response), 'not-found');
    }
  });

  const usesStore = names.filter(
    (name) => name !== 'practice' && name !== 'found' && name !== 'signInFinish',
  );
  for (const name of usesStore) {
    for (const code of ['store-full', 'store-unavailable', 'store-conflict'] as const)
      test(`${name}: ${code}, and works again when it is over`, async () => {
        const request = (await good[name]()) as CborValue;
        const ready = name === 'signOut' ? await practice.signIn(therapist) : tokenFor(name);
        faults.arm(code);
        try {
          const expected = code === 'store-conflict' ? 'internal' : code;
          assert.equal(await answer(name, request, ready), expected);
        } finally {
          faults.disarm();
        }
        if (name === 'signOut') await practice.signIn(therapist);
        const again = (await good[name]()) as CborValue;
        if (name === 'rosterAppend') return;
        assert.equal(await answer(name, again), 'ok');
        if (name === 'append') await refreshHead();
        if (name === 'signOut') await practice.signIn(practice.administrator);
      });
  }

  test('the common errors are those of the contract', () => {
    assert.deepEqual([...commonErrors].sort(), [
      'bad-request',
      'internal',
      'not-found',
      'stopping',
      'store-full',
      'store-unavailable',
      'too-large',
      'too-many-requests',
      'unsupported-media-type',
    ]);
  });
});

/** What was appended behind the file's back is taken up. */
async function refreshHead(): Promise<void> {
  const { head } = await practice.released(therapist, file.id, { from: 0, to: 0 });
  file.head = { seq: head.seq, id: Buffer.from(head.id).toString('hex') as never };
}

/** Endpoints for the set-up token are asked as the administrator. */
function rightToken(name: EndpointName): string | undefined {
  return tokenFor(name);
}

describe('in other states', () => {
  test('before the practice is founded', async () => {
    const fresh = await TestServer.start();
    const setup = fresh.setupToken();
    const request = opaque.client.startRegistration({ password: 'x' }).registrationRequest;
    const code = async (name: EndpointName, body: CborValue, token?: string) =>
      codeOf(await fresh.send(name, encodeCbor(body), token));
    assert.equal(await code('accountStart', { account: account(), request }, setup), 'not-founded');
    const finish = {
      account: account(),
      principal: new Uint8Array(16),
      record: 'x',
      sealedSeed: new Uint8Array(9),
    };
    assert.equal(await code('accountFinish', finish, setup), 'not-founded');
    const start = { account: account(), request: loginRequest() };
    assert.equal(await code('signInStart', start), 'not-founded');
    assert.equal((await fresh.call('practice', {})).practice, null);
    await fresh.close();
  });

  test('a founding entry that is not sound or not for this ledger', async () => {
    const fresh = await TestServer.start();
    const setup = fresh.setupToken();
    const identity = await identityOf(newSeed(entropy));
    const { ledger } = await fresh.call('practice', {});
    const act = {
      kind: 'found' as const,
      founder: idBytes(identity.id),
      keys: identity.keys,
      minimumSuite: 1,
      ledger,
    };
    const sign = (a: typeof act) => signRosterEntry(identity, undefined, a, fresh.clock.day);
    const code = async (entry: { entry: Uint8Array; signature: Uint8Array }, token = setup) =>
      codeOf(await fresh.send('found', encodeCbor({ entry }), token));
    const broken = await sign(act);
    broken.signature[0] = (broken.signature[0] ?? 0) ^ 1;
    assert.equal(await code(broken), 'signature-invalid');
    assert.equal(await code(await sign({ ...act, ledger: 'other' })), 'roster-invalid');
    assert.equal(await code(await sign({ ...act, founder: new Uint8Array(16) })), 'roster-invalid');
    assert.equal(await code(await sign(act), 'y'.repeat(43)), 'signed-out');
    assert.equal(await code(await sign(act)), 'ok');
    assert.equal(await code(await sign(act)), 'already-founded');
    await fresh.close();
  });

  test('too-many-requests: an account and an address, until the window has passed', async () => {
    const other = await TestServer.start();
    const guessed = await TestPractice.found(other);
    const victim = await guessed.enrol('therapist');
    const attempt = () =>
      other.call('signInStart', { account: victim.account, request: loginRequest() });
    const blocked = (error: unknown) =>
      error instanceof WireError && error.code === 'too-many-requests' && error.status === 429;
    for (let i = 0; i < signInLimits.account; i++) await attempt();
    await assert.rejects(attempt(), blocked);
    await assert.rejects(guessed.signIn(victim), blocked);
    other.clock.now += 15 * 60_000;
    assert.notEqual(await guessed.signIn(victim), undefined);
    for (let i = 0; i < signInLimits.address; i++)
      await other.call('signInStart', { account: account(), request: loginRequest() });
    await assert.rejects(guessed.signIn(victim), blocked);
    await other.close();
  });

  test('stopping, on every endpoint', async () => {
    const other = await TestServer.start();
    const { app } = other.running;
    await other.close();
    for (const name of names) {
      const { method, path } = endpoints[name];
      assert.equal(await codeOf(await app.request(path, { method })), 'stopping');
    }
  });
});
