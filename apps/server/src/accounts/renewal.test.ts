import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  encodeWays,
  extendRoster,
  fromHex,
  idBytes,
  identityOf,
  newSeed,
  type RosterAct,
  sha256,
  signRosterEntry,
  waysMessage,
} from '@vaiti/core';
import { answerTo, openInvitation } from '../testing/invitations.ts';
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
const name = (): string => Buffer.from(entropy(16)).toString('hex');

/** The act that gives somebody new keys, and the person as they are with them. */
async function renewalOf(persona: Persona) {
  const identity = await identityOf(newSeed(entropy), persona.identity.generation + 1);
  const { generation, keys } = identity;
  const principal = idBytes(persona.identity.id);
  const act: RosterAct = { kind: 'renew', principal, generation, keys };
  return { act, renewed: { ...identity, id: persona.identity.id } };
}

/** The person's first signed list, of the password alone. */
async function listed(persona: Persona): Promise<void> {
  const list = encodeWays({
    suite: 1,
    practice: idBytes(practice.practice),
    principal: idBytes(persona.identity.id),
    counter: 1,
    prev: new Uint8Array(32),
    day: server.clock.day,
    ways: [
      {
        id: fromHex(persona.account),
        kind: 'password',
        digest: sha256(new Uint8Array(60)),
        day: server.clock.day,
        label: new Uint8Array(0),
      },
    ],
  });
  const signature = await persona.identity.sign(waysMessage(list));
  await server.call('changeWays', { ways: { list, signature }, put: [] }, persona.token);
}

test('old keys end with all they signed in by, at once and for good', async () => {
  const bo = await practice.enrol('therapist');
  const file = practice.file(bo);
  await file.add();
  await listed(bo);
  const { act } = await renewalOf(bo);
  const old = bo.token;
  await practice.write(act);
  await assert.rejects(server.call('sessions', {}, old), refused('signed-out'));
  assert.equal(await practice.signIn(bo), undefined);
  await server.restart();
  await practice.signIn(practice.administrator);
  await assert.rejects(server.call('sessions', {}, old), refused('signed-out'));
  assert.equal(await practice.signIn(bo), undefined);
});

test('the account of the new keys is made by the code of their own answer, and lists anew', async () => {
  const bo = await practice.enrol('therapist');
  await listed(bo);
  const made = await openInvitation(server, practice);
  const { identity, join } = await answerTo(made);
  await server.call('join', { join }, made.bearer);
  const back = {
    identity: { ...identity, id: bo.identity.id, generation: 2 },
    account: name(),
    token: '',
  };
  // Before the roster has the keys, and under the id that the keys alone would have.
  await assert.rejects(practice.register(back, made.bearer), refused('not-found'));
  const principal = idBytes(bo.identity.id);
  await practice.write({ kind: 'renew', principal, generation: 2, keys: identity.keys });
  const astray = { ...back, identity };
  await assert.rejects(practice.register(astray, made.bearer), refused('not-found'));
  await practice.register(back, made.bearer);
  await practice.signIn(back);
  await listed(back);
  await assert.rejects(practice.register({ ...back, account: name() }, made.bearer), WireError);
  assert.equal((await practice.file(back).add()).outcome, 'stored');
});

test('what the old keys sign is refused, and the new ones inherit nothing', async () => {
  const bo = await practice.enrol('therapist');
  const cia = await practice.enrol('therapist');
  const file = practice.file(cia);
  const readers = [cia, bo].map(({ identity }) => ({ id: identity.id, scope: 'root' as const }));
  await file.add({ readers });
  const { act, renewed } = await renewalOf(bo);
  await practice.write(act);
  const back = { identity: renewed, account: name(), token: '' };
  await practice.register(back, practice.administrator.token);
  await practice.signIn(back);
  const thief = { ...back, identity: bo.identity };
  const stolen = await practice.read(thief, file.id);
  assert.deepEqual(stolen, { outcome: 'refused', code: 'not-found' });
  // The file waits: old keys open it. Their owner, with new ones, does not hold its root.
  assert.deepEqual(await file.add(), { outcome: 'refused', code: 'rotation-pending' });
  const own = await file.add({ author: back, as: bo.identity.id });
  assert.equal(own.outcome, 'refused');
  const mine = await server.call('standing', { leaving: null }, back.token);
  assert.deepEqual(mine.files, []);
  const theirs = await server.call('standing', { leaving: null }, cia.token);
  assert.equal(theirs.files.length, 1);
});

test('nobody but an administrator enters new keys; sheets only their owner', async () => {
  const bo = await practice.enrol('therapist');
  const { act } = await renewalOf(practice.administrator);
  const by = async (persona: Persona, what: RosterAct) => {
    const { roster } = practice;
    const entry = await signRosterEntry(persona.identity, roster, what, server.clock.day);
    await server.call('rosterAppend', { entry, grants: [] }, persona.token);
    practice.roster = await extendRoster(roster, entry);
  };
  await assert.rejects(by(bo, act), refused('not-found'));
  const sheets = (whose: Persona): RosterAct => ({
    kind: 'ceremony',
    principal: idBytes(whose.identity.id),
    step: 'made',
    need: 2,
    of: 3,
    set: new Uint8Array(entropy(16)),
  });
  await assert.rejects(by(practice.administrator, sheets(bo)), refused('not-found'));
  await by(bo, sheets(bo));
});

test('files that only old keys opened are counted as lost', async () => {
  const bo = await practice.enrol('therapist');
  const count = async () => {
    const { practice: all } = await server.call(
      'standing',
      { leaving: null },
      practice.administrator.token,
    );
    return all?.stranded ?? assert.fail('not told');
  };
  const earlier = await count();
  await practice.file(bo).add();
  const { act } = await renewalOf(bo);
  await practice.write(act);
  assert.equal(await count(), earlier + 1);
});
