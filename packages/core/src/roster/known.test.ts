import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileMember } from '../entry/member.ts';
import { idBytes, type PrincipalId } from '../ids.ts';
import type { Identity } from '../open/identity.ts';
import { person, refusal } from '../test-scene.ts';
import { authorKey, isEntitled, isKnownReader, type Members, readerKeys } from './known.ts';
import { enrol, retire, rosterOf } from './test-roster.ts';

const founder = await person('founder');
const gone = await person('gone');
const guardian = await person('guardian');
const stranger = await person('stranger');

const { roster } = await rosterOf(founder, [enrol(gone), retire(gone)]);
const memberOf = ({ id, keys }: Identity): [PrincipalId, FileMember] => [
  id,
  { role: 'guardian', keys },
];
const members: Members = new Map([memberOf(guardian), memberOf(gone)]);
const line = ({ id }: Identity, generation: number) => ({ reader: idBytes(id), generation });

test('a member’s keys are those that the file let in, in their one generation', () => {
  assert.deepEqual(authorKey(roster, members, guardian.id, 1), guardian.keys.sign);
  assert.deepEqual(readerKeys(roster, members, guardian.id), {
    keys: guardian.keys,
    generation: 1,
  });
  assert.throws(() => authorKey(roster, members, guardian.id, 2), refusal('author-unknown'));
  assert.equal(isKnownReader(roster, members, line(guardian, 1)), true);
  assert.equal(isKnownReader(roster, members, line(guardian, 2)), false);
  assert.equal(isEntitled(roster, members, guardian.id, 1), true);
});

test('another file does not know them, and nobody knows a stranger', () => {
  for (const [known, who] of [
    [new Map(), guardian],
    [members, stranger],
  ] as const) {
    assert.throws(() => authorKey(roster, known, who.id, 1), refusal('author-unknown'));
    const unknown = refusal('roster-principal-unknown');
    assert.throws(() => readerKeys(roster, known, who.id), unknown);
    assert.equal(isKnownReader(roster, known, line(who, 1)), false);
    assert.equal(isEntitled(roster, known, who.id, 1), false);
  }
});

test('whom the roster has is judged by the roster: who retired gets nothing as a member either', () => {
  assert.deepEqual(authorKey(roster, members, founder.id, 1), founder.keys.sign);
  assert.deepEqual(readerKeys(roster, members, founder.id).keys, founder.keys);
  assert.throws(() => readerKeys(roster, members, gone.id), refusal('roster-principal-retired'));
  assert.equal(isEntitled(roster, members, gone.id, 1), false);
  assert.equal(isEntitled(roster, members, founder.id, 1), true);
});
