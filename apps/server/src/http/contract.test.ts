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
  signInMessage,
  signRosterEntry,
} from '@vaiti/core';
import * as opaque from '@serenity-kit/opaque';
import { signInLimits } from '../accounts/limiter.ts';
import { Faults } from '../testing/faults.ts';
import { endedFile } from '../testing/ending.ts';
import { entropy, TestServer, WireError } from '../testing/harness.ts';
import {
  answerTo,
  enrolledBy,
  newInvitation,
  openInvitation,
  type TestInvitation,
} from '../testing/invitations.ts';
import { type Persona, type TestFile, TestPractice } from '../testing/personas.ts';
import { type RequestCall, RequestCalls, requestErrors } from '../testing/request-calls.ts';
import { RequestScene } from '../testing/requests.ts';
import { foundingOn, foundRequestOf } from '../testing/founding.ts';
import { type WaysChanges, waysRequestOf } from '../testing/way-lists.ts';

let server: TestServer;
let practice: TestPractice;
let therapist: Persona;
let auditor: Persona;
let file: TestFile;
let calls: RequestCalls;
const faults = new Faults();

before(async () => {
  server = await TestServer.start({}, { wrapStore: faults.wrap });
  practice = await TestPractice.found(server);
  therapist = await practice.enrol('therapist');
  auditor = await practice.enrol('auditor');
  file = practice.file(therapist);
  await file.add();
  await server.call('changeWays', await waysRequest(), therapist.token);
  calls = new RequestCalls(await RequestScene.make(practice, therapist));
});
after(() => server.close());

const names = Object.keys(endpoints) as EndpointName[];
/** A way of the therapist's without a password. */
const passkey = 'd1'.repeat(16);
const own = (name: EndpointName): boolean => name === 'ways' || name === 'changeWays';
const account = (): string => Buffer.from(entropy(16)).toString('hex');

async function enrolEntry(
  changes: { seq?: number; break?: boolean; suite?: number; day?: number } = {},
) {
  const identity = await identityOf(newSeed(entropy));
  const roster =
    changes.seq === undefined ? practice.roster : { ...practice.roster, seq: changes.seq };
  const entry = await signRosterEntry(
    practice.administrator.identity,
    roster,
    { kind: 'enrol', principal: idBytes(identity.id), keys: identity.keys },
    changes.day ?? server.clock.day,
  );
  if (changes.break === true) entry.signature[3] = (entry.signature[3] ?? 0) ^ 1;
  return entry;
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

/** The invitation whose bearer token calls `invitation` and `join`. */
let invited: TestInvitation;

async function freshInvitation(): Promise<TestInvitation> {
  invited = await openInvitation(server, practice);
  return invited;
}

async function joinRequest(): Promise<RequestOf<'join'>> {
  return { join: (await answerTo(await freshInvitation())).join };
}

/** What an endpoint answers to the code of an invitation that is over in one of three ways. */
function over(name: 'accountStart' | 'accountFinish' | 'invitation' | 'join') {
  const send = async (bearer: string) => answer(name, await good[name](), bearer);
  return {
    'invitation-cancelled': async () => {
      const { bearer, request } = await freshInvitation();
      await server.call('invitationCancel', { id: request.id }, practice.administrator.token);
      return send(bearer);
    },
    'invitation-expired': async () => {
      const { bearer } = await freshInvitation();
      const before = server.clock.now;
      const ready = (await good[name]()) as CborValue;
      server.clock.now += limits.invitationLife;
      try {
        return await answer(name, ready, bearer);
      } finally {
        server.clock.now = before;
      }
    },
    'invitation-used': async () => send(await usedInvitation()),
  };
}

/** The bearer token of an invitation by which somebody has made their account. */
async function usedInvitation(): Promise<string> {
  const { bearer, principal } = await enrolledBy(practice, await freshInvitation());
  await server.call('accountFinish', { ...(await good.accountFinish()), principal }, bearer);
  return bearer;
}

/** A good request to each endpoint, and whose token goes with it. */
const good: { [N in EndpointName]: () => Promise<RequestOf<N>> } = {
  practice: () => Promise.resolve({}),
  found: () => foundRequestOf(server),
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
      principal: idBytes(practice.administrator.identity.id),
      record: registrationRecord,
      sealedSeed: new Uint8Array(60),
    };
  },
  signInStart: () => Promise.resolve({ account: account(), request: loginRequest() }),
  signInFinish: () => Promise.resolve({ attempt: 'a'.repeat(43), finish: 'b'.repeat(86) }),
  signOut: () => Promise.resolve({}),
  challenge: () => Promise.resolve({ account: passkey }),
  challengeAnswer: async () => {
    const reply = await server.call('challenge', { account: passkey });
    const { attempt, challenge, principal, practice: id, ledger } = reply;
    const way = Buffer.from(passkey, 'hex');
    const answered = { suite: 1, practice: id, principal, way, ledger, challenge };
    const signature = await therapist.identity.sign(signInMessage(answered));
    return { attempt, signature };
  },
  sessions: () => Promise.resolve({}),
  endSession: () => Promise.resolve({ session: new Uint8Array(entropy(16)) }),
  ways: () => Promise.resolve({}),
  wayStart: () =>
    Promise.resolve({
      account: account(),
      request: opaque.client.startRegistration({ password: 'x' }).registrationRequest,
    }),
  changeWays: () => waysRequest(),
  invite: () => Promise.resolve(newInvitation().request),
  invitations: () => Promise.resolve({}),
  invitationCancel: async () => ({ id: (await freshInvitation()).request.id }),
  invitation: async () => {
    await freshInvitation();
    return { from: 0 };
  },
  join: joinRequest,
  files: () => Promise.resolve({ after: null }),
  append: async () => ({ appends: [(await file.seal()).append] }),
  read: readRequest,
  request: () => calls.request(),
  requests: () => Promise.resolve({}),
  approve: () => calls.approve(),
  verdict: () => calls.verdict(),
  lent: () => Promise.resolve({ after: null }),
  tombstones: () => Promise.resolve({ after: null }),
  tombstone: () => endedFile(practice, therapist),
  openings: () => Promise.resolve({ file: idBytes(file.id), from: 0 }),
  leaves: () => Promise.resolve({ from: 0 }),
  standing: () => Promise.resolve({ leaving: null }),
};

/** The therapist's next list of ways. */
function waysRequest(changes: WaysChanges = {}): Promise<RequestOf<'changeWays'>> {
  return waysRequestOf(practice, therapist, passkey, changes);
}

/** How each error of a call about requests comes about. */
function provokedBy(name: RequestCall): Record<string, () => Promise<string>> {
  const codes = Object.keys(requestErrors[name]);
  return Object.fromEntries(
    codes.map((code) => [
      code,
      () => calls.provoke(name, code, (body, token) => answer(name, body, token ?? tokenFor(name))),
    ]),
  );
}

function tokenFor(name: EndpointName): string | undefined {
  if (endpoints[name].access === 'anyone') return undefined;
  if (endpoints[name].access === 'invited') return invited.bearer;
  if (name === 'leaves') return auditor.token;
  if (name === 'request' || name === 'approve' || name === 'verdict') return calls.token(name);
  const staff =
    name === 'files' || name === 'append' || name === 'read' || name === 'openings' || own(name);
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
    'already-founded': async () => answer('found', await foundRequestOf(server)),
    'signed-out': async () => answer('found', await foundRequestOf(server), 'x'.repeat(43)),
  },
  roster: { 'signed-out': () => answer('roster', { from: 0 }, 'x'.repeat(43)) },
  rosterAppend: {
    'signed-out': async () => answer('rosterAppend', await good.rosterAppend(), 'x'.repeat(43)),
    'head-moved': async () =>
      answer('rosterAppend', { entry: await enrolEntry({ seq: 0 }), grants: [] }),
    'signature-invalid': async () =>
      answer('rosterAppend', { entry: await enrolEntry({ break: true }), grants: [] }),
    'clock-off': async () =>
      answer('rosterAppend', {
        entry: await enrolEntry({ day: server.clock.day + 2 }),
        grants: [],
      }),
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
    ...over('accountStart'),
  },
  accountFinish: {
    'signed-out': async () => answer('accountFinish', await good.accountFinish(), 'x'.repeat(43)),
    'account-exists': async () =>
      answer('accountFinish', { ...(await good.accountFinish()), account: therapist.account }),
    ...over('accountFinish'),
  },
  signInFinish: {
    'sign-in-failed': async () => answer('signInFinish', await good.signInFinish()),
  },
  challenge: {
    'sign-in-failed': () => answer('challenge', { account: account() }),
  },
  challengeAnswer: {
    'sign-in-failed': async () => {
      const { attempt } = await good.challengeAnswer();
      return answer('challengeAnswer', { attempt, signature: new Uint8Array(64) });
    },
  },
  sessions: { 'signed-out': () => answer('sessions', {}, 'x'.repeat(43)) },
  endSession: {
    'signed-out': () => answer('endSession', { session: null }, 'x'.repeat(43)),
  },
  ways: { 'signed-out': () => answer('ways', {}, 'x'.repeat(43)) },
  wayStart: { 'signed-out': async () => answer('wayStart', await good.wayStart(), 'x'.repeat(43)) },
  changeWays: {
    'signed-out': async () => answer('changeWays', await waysRequest(), 'x'.repeat(43)),
    'signature-invalid': async () => answer('changeWays', await waysRequest({ break: true })),
    'ways-invalid': async () =>
      answer('changeWays', await waysRequest({ digest: new Uint8Array(32) })),
    'head-moved': async () => answer('changeWays', await waysRequest({ counter: 1 })),
  },
  signOut: { 'signed-out': () => answer('signOut', {}, 'x'.repeat(43)) },
  invite: {
    'signed-out': async () => answer('invite', await good.invite(), 'x'.repeat(43)),
  },
  invitations: { 'signed-out': () => answer('invitations', {}, 'x'.repeat(43)) },
  invitationCancel: {
    'signed-out': async () =>
      answer('invitationCancel', await good.invitationCancel(), 'x'.repeat(43)),
  },
  invitation: {
    'invitation-unknown': () => answer('invitation', { from: 0 }, 'x'.repeat(43)),
    ...over('invitation'),
  },
  join: {
    'invitation-unknown': async () => answer('join', await good.join(), 'x'.repeat(43)),
    'invitation-answered': async () => {
      const made = await freshInvitation();
      const { join } = await answerTo(made);
      assert.equal(await answer('join', { join }), 'ok');
      assert.equal(await answer('join', { join }), 'ok');
      return answer('join', { join: (await answerTo(made)).join });
    },
    'join-refused': async () => {
      const { join } = await joinRequest();
      return answer('join', { join: { ...join, signature: join.signature.toReversed() } });
    },
    ...over('join'),
  },
  files: { 'signed-out': () => answer('files', { after: null }, 'x'.repeat(43)) },
  append: { 'signed-out': async () => answer('append', await good.append(), 'x'.repeat(43)) },
  read: { 'signed-out': async () => answer('read', await good.read(), 'x'.repeat(43)) },
  request: provokedBy('request'),
  requests: { 'signed-out': () => answer('requests', {}, 'x'.repeat(43)) },
  approve: provokedBy('approve'),
  verdict: provokedBy('verdict'),
  lent: { 'signed-out': async () => answer('lent', await good.lent(), 'x'.repeat(43)) },
  tombstones: {
    'signed-out': async () => answer('tombstones', await good.tombstones(), 'x'.repeat(43)),
  },
  tombstone: {
    'signed-out': async () => answer('tombstone', await good.tombstone(), 'x'.repeat(43)),
  },
  openings: { 'signed-out': async () => answer('openings', await good.openings(), 'x'.repeat(43)) },
  leaves: { 'signed-out': async () => answer('leaves', await good.leaves(), 'x'.repeat(43)) },
  standing: { 'signed-out': async () => answer('standing', await good.standing(), 'x'.repeat(43)) },
};

/** Errors that need a practice in another state; tested below. */
const elsewhere = new Map<string, readonly ApiErrorCode[]>([
  ['found', ['roster-invalid', 'signature-invalid', 'clock-off']],
  ['roster', ['not-founded']],
  ['accountStart', ['not-founded']],
  ['accountFinish', ['not-founded']],
  ['signInStart', ['not-founded']],
  ['challenge', ['not-founded']],
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
    (name) =>
      name !== 'practice' &&
      name !== 'found' &&
      name !== 'signInFinish' &&
      name !== 'challengeAnswer' &&
      name !== 'sessions' &&
      name !== 'wayStart' &&
      name !== 'invitations',
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
    assert.equal(await code('challenge', { account: account() }), 'not-founded');
    assert.equal((await fresh.call('practice', {})).practice, null);
    await fresh.close();
  });

  test('a founding entry that is not sound or not for this ledger', async () => {
    const fresh = await TestServer.start();
    const setup = fresh.setupToken();
    const { act, identity } = await foundingOn(fresh);
    const sign = (a: typeof act) => signRosterEntry(identity, undefined, a, fresh.clock.day);
    const code = async (entry: { entry: Uint8Array; signature: Uint8Array }, token = setup) =>
      codeOf(await fresh.send('found', encodeCbor({ entry }), token));
    const broken = await sign(act);
    broken.signature[0] = (broken.signature[0] ?? 0) ^ 1;
    assert.equal(await code(broken), 'signature-invalid');
    const late = await signRosterEntry(identity, undefined, act, fresh.clock.day + 2);
    assert.equal(await code(late), 'clock-off');
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
