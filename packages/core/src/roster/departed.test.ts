import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Reader } from '../entry/readers.ts';
import type { Identity } from '../open/identity.ts';
import { access, DAY, person, refusal, seal, Shelf } from '../test-scene.ts';
import { asIfRetired, extendRoster } from './replay.ts';
import {
  checkPending,
  checkStanding,
  hasDeparted,
  rotationDue,
  rotationPending,
} from './departed.ts';
import { signRosterEntry } from '../open/roster.ts';
import type { RosterAct } from './entry.ts';
import type { Roster } from './roster.ts';
import { CENTRE, enrol, group, retire, role, rosterOf } from './test-roster.ts';

const [admin, anna, bo, cia, desk, desk2, desk3] = await Promise.all([
  person('admin'),
  person('anna'),
  person('bo'),
  person('cia'),
  person('desk'),
  person('desk 2'),
  person('desk 3'),
]);

/** Bo and Cia are reception, holding the first generation; Anna treats. */
const { roster: begun } = await rosterOf(admin, [
  enrol(anna),
  enrol(bo),
  enrol(cia),
  role(bo, 'reception', true, CENTRE),
  role(cia, 'reception', true, CENTRE),
  group(desk, [bo, cia]),
]);

async function then(roster: Roster, ...acts: readonly RosterAct[]): Promise<Roster> {
  let after = roster;
  for (const act of acts)
    after = await extendRoster(after, await signRosterEntry(admin, after, act, after.day));
  return after;
}

function reading(reader: Identity, generation = 1, more: Partial<Reader> = {}) {
  return new Map([[reader.id, { generation, scopes: ['root'] as const, ...more }]]);
}

test('a retired person has departed, whatever they read by', async () => {
  assert.equal(rotationPending(begun, reading(anna)), false);
  const after = await then(begun, retire(anna));
  assert.equal(rotationPending(after, reading(anna)), true);
  assert.equal(rotationPending(after, reading(bo)), false);
  assert.deepEqual(after.people.get(anna.id)?.left, { seq: after.seq, day: DAY });
  assert.equal(rotationPending(asIfRetired(begun, anna.id), reading(anna)), true);
});

test('a group has departed in every generation that a leaver held, and in no later one', async () => {
  const left = await then(begun, role(cia, 'reception', false, CENTRE));
  assert.equal(hasDeparted(left, desk.id, 1), true, 'at once, not only with the next generation');
  const closed = await then(left, group(desk2, [bo], { id: desk, generation: 2 }));
  assert.equal(hasDeparted(closed, desk.id, 1), true);
  assert.equal(hasDeparted(closed, desk.id, 2), false);
  const back = await then(
    closed,
    role(cia, 'reception', true, CENTRE),
    group(desk3, [bo, cia], { id: desk, generation: 3 }),
  );
  assert.equal(hasDeparted(back, desk.id, 1), false, 'who came back may read it again');
});

test('who held a later generation opens the earlier ones, so leaving it departs them too', async () => {
  const grown = await then(
    begun,
    role(anna, 'reception', true, CENTRE),
    group(desk2, [bo, cia, anna], { id: desk, generation: 2 }),
  );
  assert.equal(hasDeparted(grown, desk.id, 1), false, 'nobody left');
  const left = await then(grown, retire(anna));
  assert.equal(hasDeparted(left, desk.id, 1), true);
});

test('who joins a group departs nobody', async () => {
  const joined = await then(
    begun,
    role(anna, 'reception', true, CENTRE),
    group(desk2, [bo, cia, anna], { id: desk, generation: 2 }),
  );
  assert.equal(rotationPending(joined, reading(desk, 1)), false);
});

test('an end of access is due for rotation but holds up nobody', () => {
  const ended = reading(anna, 1, { until: DAY });
  assert.equal(rotationDue(begun, ended, DAY), false);
  assert.equal(rotationDue(begun, ended, DAY + 1), true);
  assert.equal(rotationPending(begun, ended), false);
});

test('nothing but a rotation without them follows while a reader has departed', async () => {
  const after = await then(begun, retire(anna));
  const both = new Map([...reading(anna), ...reading(bo)]);
  for (const kind of ['entry', 'share'] as const)
    assert.throws(() => checkPending(after, kind, both, both), refusal('rotation-pending'));
  const kept = new Map(both);
  assert.throws(() => checkPending(after, 'rotate', both, kept), refusal('rotation-pending'));
  assert.throws(() => checkPending(after, 'open', undefined, both), refusal('rotation-pending'));
  checkPending(after, 'rotate', both, reading(bo));
  checkPending(after, 'entry', reading(bo), reading(bo));
});

test('a later reader of the chain refuses what was written in spite of a departure', async () => {
  const after = await then(begun, retire(anna));
  const shelf = new Shelf();
  await shelf.add({ author: bo, access: [access(bo, 'root'), access(anna, 'root')] });
  const readers = shelf.state?.readers ?? new Map<never, never>();
  const written = async (more: { roster?: number; day?: number }) =>
    (await seal(shelf.state, { author: bo, ...more })).entry;
  checkStanding(after, await written({}), readers);
  checkStanding(after, await written({ roster: begun.seq, day: DAY + 2 }), readers);
  for (const late of [
    { roster: after.seq },
    { day: DAY + 3 },
    { roster: begun.seq, day: DAY + 3 },
  ]) {
    const entry = await written(late);
    assert.throws(() => checkStanding(after, entry, readers), refusal('chain-reader-departed'));
  }
  const ahead = await written({ roster: after.seq + 1 });
  assert.throws(() => checkStanding(after, ahead, readers), refusal('roster-ahead'));
});
