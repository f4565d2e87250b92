import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex } from '../bytes.ts';
import { type Identity, identityOf } from '../open/identity.ts';
import { signRosterEntry } from '../open/roster.ts';
import { Secret } from '../open/secret.ts';
import { access, DAY, fixed, person, refusal, seal, Shelf } from '../test-scene.ts';
import { ceremonyOf } from './ceremony.ts';
import { checkStanding, hasDeparted, rotationPending } from './departed.ts';
import type { RosterAct } from './entry.ts';
import { waitingRenewal } from './renewal.ts';
import { extendRoster } from './replay.ts';
import { groupsHeldBy, mayActAs, type Roster, sealingKeys, signingKey } from './roster.ts';
import {
  CENTRE,
  ceremony,
  confirm,
  enrol,
  group,
  renew,
  retire,
  role,
  rosterOf,
} from './test-roster.ts';

const [admin, anna, bo, dag, eve, desk, desk2, fresh] = await Promise.all([
  person('admin'),
  person('anna'),
  person('bo'),
  person('dag'),
  person('eve'),
  person('desk'),
  person('desk 2'),
  person('fresh keys'),
]);
/** Anna after she got new keys. */
const anna2: Identity = { ...fresh, id: anna.id, generation: 2 };

const small = [
  enrol(anna),
  enrol(bo),
  role(anna, 'reception', true, CENTRE),
  role(bo, 'reception', true, CENTRE),
  group(desk, [anna, bo]),
];

async function then(before: Roster, author: Identity, ...acts: RosterAct[]): Promise<Roster> {
  let roster = before;
  for (const act of acts)
    roster = await extendRoster(roster, await signRosterEntry(author, roster, act, roster.day));
  return roster;
}

test('the only administrator alone gives somebody new keys; the id stays, old signatures too', async () => {
  const { roster: before } = await rosterOf(admin, small);
  const after = await then(before, admin, renew(anna, fresh));
  assert.equal(after.people.get(anna.id)?.generation, 2);
  assert.equal(toHex(sealingKeys(after, anna.id).keys.kem), toHex(fresh.keys.kem));
  assert.equal(toHex(signingKey(after, anna.id, 1)), toHex(anna.keys.sign));
  assert.equal(toHex(signingKey(after, anna.id, 2)), toHex(fresh.keys.sign));
  assert.throws(() => signingKey(after, anna.id, 3), refusal('author-unknown'));
  assert.deepEqual(after.people.get(anna.id)?.earlier, [
    { generation: 1, keys: anna.keys, until: { seq: after.seq, day: DAY }, by: [admin.id] },
  ]);
});

test('with a second administrator new keys wait: nothing changes until another one confirms', async () => {
  const { roster: two } = await rosterOf(admin, [...small, enrol(dag), role(dag, 'administrator')]);
  const waits = await then(two, admin, renew(anna, fresh));
  const { entry, keys } = waitingRenewal(waits, anna.id) ?? assert.fail('nothing waits');
  assert.equal(toHex(keys.sign), toHex(fresh.keys.sign));
  assert.equal(waits.people.get(anna.id)?.generation, 1);
  assert.equal(hasDeparted(waits, anna.id, 1), false);
  assert.throws(() => signingKey(waits, anna.id, 2), refusal('author-unknown'));
  await assert.rejects(then(waits, admin, confirm(entry)), refusal('roster-confirm-own'));
  const counts = await then(waits, dag, confirm(entry));
  assert.equal(counts.people.get(anna.id)?.generation, 2);
  assert.deepEqual(counts.people.get(anna.id)?.earlier?.[0]?.by, [admin.id, dag.id]);
  assert.equal(waitingRenewal(counts, anna.id), undefined);
  await assert.rejects(then(counts, dag, confirm(entry)), refusal('roster-confirm-invalid'));
  await assert.rejects(then(counts, admin, renew(anna, fresh, 3)), refusal('roster-key-reused'));
});

test('an administrator’s own keys: the old ones cannot confirm, and one colleague is enough', async () => {
  const { roster: two } = await rosterOf(admin, [enrol(dag), role(dag, 'administrator')]);
  const after = await then(two, admin, renew(dag, fresh));
  assert.equal(after.people.get(dag.id)?.generation, 2, 'nobody else could confirm');
  await assert.rejects(then(after, dag, enrol(eve)), refusal('signature-invalid'));

  const { roster: three } = await rosterOf(admin, [
    enrol(dag),
    enrol(bo),
    role(dag, 'administrator'),
    role(bo, 'administrator'),
  ]);
  const appointed = [...three.unconfirmed.keys()][0] ?? assert.fail('nobody waits');
  const full = await then(three, dag, confirm(appointed));
  const waits = await then(full, admin, renew(dag, fresh));
  const { entry } = waitingRenewal(waits, dag.id) ?? assert.fail('nothing waits');
  await assert.rejects(then(waits, dag, confirm(entry)), refusal('roster-confirm-own'));
  assert.equal((await then(waits, bo, confirm(entry))).people.get(dag.id)?.generation, 2);
});

test('of two entries of new keys the later waits; the same keys may be entered again', async () => {
  const { roster: two } = await rosterOf(admin, [...small, enrol(dag), role(dag, 'administrator')]);
  const first = await then(two, admin, renew(anna, fresh));
  const old = waitingRenewal(first, anna.id)?.entry ?? assert.fail('nothing waits');
  const again = await then(first, dag, renew(anna, fresh));
  await assert.rejects(then(again, dag, confirm(old)), refusal('roster-confirm-invalid'));
  const other = await then(again, admin, renew(anna, eve));
  assert.equal(
    toHex(waitingRenewal(other, anna.id)?.keys.sign ?? new Uint8Array(0)),
    toHex(eve.keys.sign),
  );
  await assert.rejects(then(other, admin, renew(bo, eve)), refusal('roster-key-reused'));
  assert.equal(waitingRenewal(await then(other, admin, retire(anna)), anna.id), undefined);
  // The second administrator left meanwhile: then one is enough, with the keys that waited.
  const alone = await then(other, admin, retire(dag), renew(anna, eve));
  assert.equal(alone.people.get(anna.id)?.generation, 2);
});

test('the old keys are out of files and groups for good, the new ones are in nothing yet', async () => {
  const { roster: before } = await rosterOf(admin, small);
  const after = await then(before, admin, renew(anna, fresh));
  assert.equal(hasDeparted(after, anna.id, 1), true);
  assert.equal(hasDeparted(after, anna.id, 2), false);
  assert.deepEqual(groupsHeldBy(after, anna.id), []);
  assert.equal(mayActAs(after, anna.id, desk.id, 'ever'), true, 'what she wrote stays hers');
  assert.equal(hasDeparted(after, desk.id, 1), true);
  const next = group(desk2, [anna2, bo], { id: desk, generation: 2 });
  const regrouped = await then(after, admin, next);
  assert.deepEqual(groupsHeldBy(regrouped, anna.id), [desk.id]);
  assert.equal(hasDeparted(regrouped, desk.id, 2), false);
  assert.equal(hasDeparted(regrouped, desk.id, 1), true, 'the old keys still open it');
  const readers = new Map([[anna.id, { generation: 2, scopes: ['root'] as const }]]);
  assert.equal(rotationPending(regrouped, readers), false);
});

test('what old keys write after the new ones counted is refused, by number and by day', async () => {
  const { roster: before } = await rosterOf(admin, small);
  const after = await then(before, admin, renew(anna, fresh));
  const shelf = new Shelf();
  await shelf.add({ author: anna, access: [access(anna, 'root'), access(bo, 'root')] });
  const none = new Map<never, never>();
  const by = async (author: Identity, more: { roster?: number; day?: number }) =>
    (await seal(shelf.state, { author, ...more })).entry;
  checkStanding(after, await by(anna, { roster: before.seq }), none);
  checkStanding(after, await by(anna2, { roster: after.seq, day: DAY + 9 }), none);
  for (const late of [
    { roster: after.seq },
    { roster: before.seq, day: DAY + 3 },
    { day: DAY + 3 },
  ]) {
    const entry = await by(anna, late);
    assert.throws(() => checkStanding(after, entry, none), refusal('chain-author-replaced'));
  }
});

test('sheets: made, rehearsed, used and void; a new set or new keys end them', async () => {
  const { roster: before } = await rosterOf(admin, small);
  const made = await then(before, anna, ceremony(anna, 'made'));
  const used = await then(made, anna, ceremony(anna, 'rehearsed'), ceremony(anna, 'used'));
  const steps = ceremonyOf(used.people.get(anna.id))?.steps.map(({ step }) => step);
  assert.deepEqual(steps, ['made', 'rehearsed', 'used']);
  const gone = await then(used, anna, ceremony(anna, 'voided'));
  assert.equal(ceremonyOf(gone.people.get(anna.id)), undefined);
  const another = await then(used, anna, ceremony(anna, 'made', { set: 'second', need: 2 }));
  assert.equal(ceremonyOf(another.people.get(anna.id))?.need, 2);
  await assert.rejects(
    then(another, anna, ceremony(anna, 'used')),
    refusal('roster-ceremony-invalid'),
  );
  const renewed = await then(made, admin, renew(anna, fresh));
  assert.equal(ceremonyOf(renewed.people.get(anna.id)), undefined);
  const fresher = ceremony(anna, 'made', { set: 'of the new keys' });
  await assert.rejects(then(renewed, anna, fresher), refusal('signature-invalid'));
  await then(renewed, anna2, fresher);
});

test('a generation twice renewed keeps all keys apart', async () => {
  const { roster: before } = await rosterOf(admin, small);
  const third = await identityOf(new Secret(fixed('third', 32)), 3);
  const after = await then(before, admin, renew(anna, fresh), renew(anna, third, 3));
  for (const [generation, keys] of [anna, fresh, third].entries())
    assert.equal(toHex(signingKey(after, anna.id, generation + 1)), toHex(keys.keys.sign));
  assert.equal(hasDeparted(after, anna.id, 2), true);
  assert.equal(hasDeparted(after, anna.id, 3), false);
});
