import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toHex } from '../bytes.ts';
import { CoreError } from '../errors.ts';
import { idBytes, idOf, type PrincipalId } from '../ids.ts';
import { fixed, flip, person, refusal, runs } from '../test-scene.ts';
import { verifyNative, verifyPortable } from '../suite/verify.ts';
import { practiceIdOf, replay } from './replay.ts';
import { groupOf, groupsHeldBy, holdsRole, mayActAs, sealingKeys, signingKey } from './roster.ts';
import { CENTRE, enrol, group, retire, role, rosterOf } from './test-roster.ts';

const admin = await person('admin');
const bo = await person('bo');
const cia = await person('cia');
const desk = await person('desk');
const desk2 = await person('desk 2');
const staff = await person('staff');
const centre = toHex(CENTRE);

const hired = [
  enrol(bo),
  enrol(cia),
  role(bo, 'reception', true, CENTRE),
  role(cia, 'reception', true, CENTRE),
  group(desk, [bo, cia]),
  group(staff, [bo, cia], { role: 'staff' }),
];

test('replaying gives the same roster, natively and portably', async () => {
  const { roster, entries } = await rosterOf(admin, hired);
  for (const using of [verifyNative, verifyPortable])
    assert.deepEqual(await replay(entries, roster.practice, using), roster);
});

test('any flipped bit of any entry, any entry left out or exchanged fails with a code', async () => {
  const { roster, entries } = await rosterOf(admin, hired);
  const place = fc.nat({ max: entries.length - 1 });
  await fc.assert(
    fc.asyncProperty(place, place, fc.nat(), fc.boolean(), async (n, m, bit, inEntry) => {
      const bad = entries.map((signed, at) => {
        if (at !== n) return signed;
        return inEntry
          ? { ...signed, entry: flip(signed.entry, bit) }
          : { ...signed, signature: flip(signed.signature, bit) };
      });
      await assert.rejects(replay(bad, roster.practice), CoreError);
      if (n < entries.length - 1)
        await assert.rejects(
          replay(
            entries.filter((_, at) => at !== n),
            roster.practice,
          ),
          CoreError,
        );
      if (n === m) return;
      const exchanged = entries.map(
        (_, at) => entries[at === n ? m : at === m ? n : at] ?? entries[0]!,
      );
      await assert.rejects(replay(exchanged, roster.practice), CoreError);
    }),
    runs(40),
  );
});

test('another founding gives another practice, so nobody can found it again', async () => {
  const { entries } = await rosterOf(admin, []);
  const { entries: theirs } = await rosterOf(bo, []);
  assert.ok(entries[0] !== undefined && theirs[0] !== undefined);
  assert.notEqual(practiceIdOf(entries[0]), practiceIdOf(theirs[0]));
  await assert.rejects(
    replay(theirs, practiceIdOf(entries[0])),
    refusal('roster-practice-mismatch'),
  );
});

test('who retires keeps their signatures, and nothing is sealed to them any more', async () => {
  const { roster } = await rosterOf(admin, [...hired, retire(bo)]);
  assert.equal(toHex(signingKey(roster, bo.id, 1)), toHex(bo.keys.sign));
  assert.throws(() => sealingKeys(roster, bo.id), refusal('roster-principal-retired'));
  assert.equal(holdsRole(roster, bo.id, 'reception', centre), false);
});

test('keys of people and generations not enrolled are refused', async () => {
  const { roster } = await rosterOf(admin, hired);
  const nobody = idOf<PrincipalId>(fixed('nobody', 16));
  assert.throws(() => signingKey(roster, nobody, 1), refusal('author-unknown'));
  assert.throws(() => signingKey(roster, bo.id, 2), refusal('author-unknown'));
  assert.throws(() => signingKey(roster, desk.id, 1), refusal('author-unknown'));
  assert.throws(() => sealingKeys(roster, nobody), refusal('roster-principal-unknown'));
});

test('a role counts at its centre, or everywhere when it is of the practice', async () => {
  const { roster } = await rosterOf(admin, hired);
  const other = toHex(fixed('other centre', 16));
  assert.equal(holdsRole(roster, bo.id, 'reception', centre), true);
  assert.equal(holdsRole(roster, bo.id, 'reception', other), false);
  assert.equal(holdsRole(roster, bo.id, 'reception'), false);
  assert.equal(holdsRole(roster, admin.id, 'administrator', other), true);
  assert.equal(holdsRole(roster, cia.id, 'therapist', centre), false);
});

test('holders act as their group; who retired or lost the role is out at once', async () => {
  const losses = {
    nothing: [],
    retire: [retire(bo)],
    role: [role(bo, 'reception', false, CENTRE)],
  };
  for (const [loss, acts] of Object.entries(losses)) {
    const { roster } = await rosterOf(admin, [...hired, ...acts]);
    assert.equal(mayActAs(roster, bo.id, desk.id, 'now'), loss === 'nothing', loss);
    assert.equal(mayActAs(roster, bo.id, desk.id, 'ever'), true);
    assert.equal(mayActAs(roster, bo.id, staff.id, 'now'), loss !== 'retire', loss);
    assert.equal(mayActAs(roster, cia.id, desk.id, 'now'), true);
    assert.equal(mayActAs(roster, admin.id, desk.id, 'now'), false);
    assert.equal(mayActAs(roster, admin.id, desk.id, 'ever'), false);
    assert.equal(groupsHeldBy(roster, bo.id).includes(desk.id), loss === 'nothing', loss);
  }
});

test("a group's next generation has new keys and holders under the same id", async () => {
  const next = group(desk2, [cia], { id: desk, generation: 2 });
  const { roster } = await rosterOf(admin, [...hired, next]);
  const found = groupOf(roster, 'reception', centre);
  assert.equal(found?.id, desk.id);
  assert.equal(found.generation, 2);
  assert.equal(toHex(sealingKeys(roster, desk.id).keys.kem), toHex(desk2.keys.kem));
  assert.equal(mayActAs(roster, bo.id, desk.id, 'now'), false);
  assert.equal(mayActAs(roster, bo.id, desk.id, 'ever'), true);
  assert.equal(groupOf(roster, 'reception', null), undefined);
});

test('replaying changes no roster that it was given', async () => {
  const { roster } = await rosterOf(admin, hired);
  const copy = structuredClone(roster);
  const { roster: longer } = await rosterOf(admin, [...hired, retire(bo)]);
  assert.equal(longer.people.get(bo.id)?.retired, true);
  assert.deepEqual(roster, copy);
  assert.equal(idBytes(roster.practice).length, 16);
});
