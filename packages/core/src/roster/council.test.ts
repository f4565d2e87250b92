import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idBytes } from '../ids.ts';
import type { Identity } from '../open/identity.ts';
import { person } from '../test-scene.ts';
import type { RosterAct } from './entry.ts';
import { councilOf, isSound, type Roster } from './roster.ts';
import { enrol, retire, role, rosterOf } from './test-roster.ts';

const founder = await person('founder');
const officers = await Promise.all(['first', 'second', 'third'].map(person));

function council(generation: number, members: readonly Identity[]): RosterAct {
  const ids = members.map(({ id }) => idBytes(id));
  return { kind: 'council', generation, threshold: 2, members: ids };
}

const start = [
  ...officers.flatMap((who) => [enrol(who), role(who, 'break-glass-officer')]),
  council(1, officers),
];

function soundnessOf(roster: Roster): boolean {
  const found = councilOf(roster);
  assert.ok(found !== undefined);
  return isSound(roster, found);
}

test('a council is sound while all of it are officers', async () => {
  const [first] = officers;
  assert.ok(first !== undefined);
  assert.equal(soundnessOf((await rosterOf(founder, start)).roster), true);
  const unofficial = role(first, 'break-glass-officer', false);
  for (const act of [retire(first), unofficial])
    assert.equal(soundnessOf((await rosterOf(founder, [...start, act])).roster), false);
  const again = council(2, officers.slice(1));
  const { roster } = await rosterOf(founder, [...start, unofficial, again]);
  assert.equal(soundnessOf(roster), true);
});

test('a member with new keys makes it unsound until it is set anew', async () => {
  const { roster } = await rosterOf(founder, start);
  const [first] = officers;
  const known = first && roster.people.get(first.id);
  const found = councilOf(roster);
  assert.ok(known !== undefined && found !== undefined);
  const renewedAt = (seq: number): Roster => {
    const earlier = [{ generation: 1, keys: known.keys, until: { seq, day: 0 }, by: [] }];
    const people = new Map(roster.people).set(known.id, { ...known, generation: 2, earlier });
    return { ...roster, people };
  };
  assert.equal(isSound(renewedAt(found.seq + 1), found), false);
  assert.equal(isSound(renewedAt(found.seq - 1), found), true);
});
