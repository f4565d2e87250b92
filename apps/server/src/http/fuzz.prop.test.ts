import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type EndpointName, endpoints, isApiErrorCode } from '@vaiti/contract';
import { type CborValue, encodeCbor, signRead } from '@vaiti/core';
import fc from 'fast-check';
import { entropy, TestServer } from '../testing/harness.ts';
import { type Persona, TestPractice } from '../testing/personas.ts';
import { RequestScene } from '../testing/requests.ts';

let server: TestServer;
let practice: TestPractice;
let therapist: Persona;
const seeds = new Map<EndpointName, Uint8Array>();

before(async () => {
  server = await TestServer.start();
  practice = await TestPractice.found(server);
  therapist = await practice.enrol('therapist');
  const file = practice.file(therapist);
  await file.add();
  const plan = {
    practice: practice.practice,
    file: file.id,
    as: therapist.identity.id,
    from: 0,
    to: 10,
    purpose: 'care' as const,
    time: server.clock.now,
  };
  const account = 'ab'.repeat(16);
  const seed = (name: EndpointName, value: CborValue) => seeds.set(name, encodeCbor(value));
  const { append } = await file.seal();
  seed('append', { appends: [append] });
  seed('read', { reads: [await signRead(therapist.identity, plan, entropy)] });
  const scene = await RequestScene.make(practice, therapist);
  const request = await scene.asked();
  const [officer = therapist] = scene.officers;
  const { reason, request: signed } = (await scene.request(await scene.asker())).body;
  seed('request', {
    request: signed,
    reason: { ...reason, keys: reason.keys.map((k) => ({ ...k })) },
  });
  seed('approve', await scene.approval(officer, request));
  seed('verdict', await scene.verdict(officer, request, 'declined'));
  seed('openings', { file: new Uint8Array(16), from: 0 });
  seed('files', { after: null });
  seed('roster', { from: 0 });
  const entries = await server.call('roster', { from: 0 }, therapist.token);
  const entry = entries.entries[1] ?? { entry: new Uint8Array(1), signature: new Uint8Array(64) };
  seed('rosterAppend', { entry, grants: [] });
  seed('found', { entry });
  seed('accountStart', { account, request: 'AAAA' });
  const principal = new Uint8Array(16);
  seed('accountFinish', { account, principal, record: 'AAAA', sealedSeed: new Uint8Array(60) });
  seed('signInStart', { account, request: 'AAAA' });
  seed('challenge', { account });
  seed('challengeAnswer', { attempt: 'a'.repeat(43), signature: new Uint8Array(64) });
  seed('endSession', { session: new Uint8Array(16) });
  seed('wayStart', { account, request: 'AAAA' });
  const ways = { list: encodeCbor({ suite: 1 }), signature: new Uint8Array(64) };
  const sealedSeed = new Uint8Array(60);
  seed('changeWays', { ways, put: [{ account, record: null, sealedSeed }] });
  seed('signInFinish', { attempt: 'a'.repeat(43), finish: 'AAAA' });
});
after(() => server.close());

const posts = (Object.keys(endpoints) as EndpointName[]).filter(
  (name) => endpoints[name].method === 'POST',
);

/** One change to bytes: cut, flip, overwrite, insert or double. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  how: fc.constantFrom('cut', 'flip', 'set', 'insert', 'double'),
  byte: fc.nat(255),
});

function mutate(bytes: Uint8Array, { at, how, byte }: { at: number; how: string; byte: number }) {
  const place = Math.floor(at * bytes.length);
  const copy = new Uint8Array(bytes);
  if (how === 'cut') return copy.slice(0, place);
  if (how === 'double') return Buffer.concat([copy, copy.slice(place)]);
  if (how === 'insert')
    return Buffer.concat([copy.slice(0, place), Uint8Array.of(byte), copy.slice(place)]);
  copy[place] = how === 'set' ? byte : (copy[place] ?? 0) ^ (1 << (byte % 8));
  return copy;
}

async function answersOrderly(name: EndpointName, body: Uint8Array): Promise<void> {
  const token =
    name === 'files' || name === 'append' || name === 'read' || name === 'openings'
      ? therapist.token
      : practice.administrator.token;
  const response = await server.send(name, body, token);
  if (response.ok) return;
  const { code } = (await response.json()) as { code: string };
  assert.ok(isApiErrorCode(code));
  assert.ok(response.status < 500, `${name}: ${String(response.status)} ${code}`);
}

const numRuns = process.env.SLOW === '1' ? 5000 : 150;

for (const name of posts) {
  test(`${name}: mutated requests never break the server`, () =>
    fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (changes) => {
        const body = changes.reduce(mutate, seeds.get(name) ?? new Uint8Array(0));
        await answersOrderly(name, body);
      }),
      { numRuns },
    ));

  test(`${name}: random bytes never break the server`, () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), (body) => answersOrderly(name, body)),
      { numRuns },
    ));

  test(`${name}: any CBOR never breaks the server`, () =>
    fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.constantFrom(
            'appends',
            'reads',
            'entry',
            'grants',
            'account',
            'file',
            'from',
            'after',
          ),
          fc.jsonValue({ maxDepth: 3 }),
        ),
        (value) => answersOrderly(name, encodeOrEmpty(value)),
      ),
      { numRuns },
    ));
}

/** JSON values with fractions are no values of ours, but bytes all the same. */
function encodeOrEmpty(value: unknown): Uint8Array {
  try {
    return encodeCbor(value as CborValue);
  } catch {
    return new Uint8Array(0);
  }
}

test('after all that, it still takes an honest entry', async () => {
  const file = practice.file(therapist);
  assert.equal((await file.add()).outcome, 'stored');
});
