import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CoreErrorCode } from '../errors.ts';
import { idBytes } from '../ids.ts';
import { DAY, fixed, person, refusal } from '../test-scene.ts';
import { encodeRosterEntry, type RosterAct, type RosterEntry, rosterMessage } from './entry.ts';
import { invariants } from './invariants.ts';
import { signRosterEntry } from '../open/roster.ts';
import { extendRoster } from './replay.ts';
import {
  administratorCount,
  councilOf,
  type Roster,
  unconfirmedOf,
  waitingCouncil,
} from './roster.ts';
import {
  CENTRE,
  ceremony,
  confirm,
  council,
  enrol,
  found,
  group,
  link,
  renew,
  retire,
  role,
  rosterOf,
} from './test-roster.ts';

const [admin, anna, bo, cia, eve, desk, desk2, dag, ebba] = await Promise.all(
  ['admin', 'anna', 'bo', 'cia', 'eve', 'desk', 'desk 2', 'dag', 'ebba'].map(person),
).then((all) => {
  const [a, b, c, d, e, f, g, h, i] = all;
  if (!a || !b || !c || !d || !e || !f || !g || !h || !i) throw new RangeError('cast');
  return [a, b, c, d, e, f, g, h, i] as const;
});

/** Anna is a therapist, Bo reception with a group and sheets, Cia retired with Dag; Ebba waits to administer. */
const { roster: before } = await rosterOf(admin, [
  enrol(anna),
  enrol(bo),
  enrol(cia),
  role(anna, 'therapist'),
  role(bo, 'reception', true, CENTRE),
  role(anna, 'break-glass-officer'),
  role(bo, 'break-glass-officer', true, CENTRE),
  role(cia, 'break-glass-officer'),
  group(desk, [bo]),
  retire(cia),
  enrol(dag),
  enrol(ebba),
  role(dag, 'administrator'),
  role(ebba, 'administrator'),
  retire(dag),
]);
const roster = await then(before, bo, ceremony(bo, 'made'));
const waiting = [...roster.unconfirmed.keys()][0] ?? assert.fail('nobody waits');

/** The next entry, valid but for what `change` says. */
function next(act: RosterAct, change: Partial<RosterEntry> = {}): RosterEntry {
  return {
    suite: 1,
    practice: idBytes(roster.practice),
    seq: roster.seq + 1,
    prev: idBytes(roster.head),
    author: idBytes(admin.id),
    day: DAY,
    act,
    ...change,
  };
}

/** For each invariant, named by its code, entries that break it. */
const breaches: Readonly<Partial<Record<CoreErrorCode, readonly RosterEntry[]>>> = {
  'roster-found-again': [next(found(admin)), next(found(eve))],
  'roster-practice-mismatch': [
    next(enrol(eve), { practice: fixed('other', 16) }),
    next(enrol(eve), { practice: new Uint8Array(16) }),
  ],
  'roster-gap': [
    next(enrol(eve), { seq: roster.seq + 2 }),
    next(enrol(eve), { seq: roster.seq }),
    next(enrol(eve), { seq: 0 }),
  ],
  'roster-forked': [
    next(enrol(eve), { prev: fixed('other', 32) }),
    next(enrol(eve), { prev: new Uint8Array(32) }),
  ],
  'roster-day-backwards': [next(enrol(eve), { day: DAY - 1 })],
  'suite-downgraded': [
    next(enrol(eve), { suite: 0 }),
    next({ kind: 'suite', minimumSuite: 2 }),
    next({ kind: 'suite', minimumSuite: 99 }),
  ],
  'roster-author-not-administrator': [
    next(enrol(eve), { author: idBytes(anna.id) }),
    next(enrol(eve), { author: idBytes(cia.id) }),
    next(enrol(eve), { author: idBytes(eve.id) }),
    next(enrol(eve), { author: idBytes(desk.id) }),
    next(renew(bo, eve), { author: idBytes(anna.id) }),
    next(ceremony(anna, 'made')),
    next(ceremony(anna, 'made'), { author: idBytes(bo.id) }),
    next(ceremony(eve, 'made'), { author: idBytes(eve.id) }),
    next(link(desk, 2)),
    next(link(desk, 2), { author: idBytes(anna.id) }),
    next(link(eve, 2), { author: idBytes(bo.id) }),
  ],
  'roster-principal-mismatch': [
    next({ kind: 'enrol', principal: idBytes(anna.id), keys: eve.keys }),
    next({ kind: 'enrol', principal: fixed('nobody', 16), keys: eve.keys }),
    next({ kind: 'enrol', principal: idBytes(eve.id), keys: { ...eve.keys, kem: bo.keys.kem } }),
    next(group(desk2, [bo], { id: eve, role: 'therapist' })),
  ],
  'roster-principal-duplicate': [next(enrol(anna)), next(enrol(cia)), next(enrol(desk))],
  'roster-key-reused': [
    next(group(bo, [bo], { id: desk, generation: 2 })),
    next(group(desk, [bo], { id: desk, generation: 2 })),
    next(group(cia, [bo], { id: desk, generation: 2 })),
    next(renew(anna, anna)),
    next(renew(anna, cia)),
    next(renew(anna, desk)),
  ],
  'roster-principal-unknown': [
    next(role(eve, 'therapist')),
    next(retire(eve)),
    next(retire(desk)),
    next(renew(eve, eve)),
  ],
  'roster-principal-retired': [
    next(role(cia, 'therapist')),
    next(retire(cia)),
    next(renew(cia, eve)),
    next(ceremony(cia, 'made'), { author: idBytes(cia.id) }),
  ],
  'roster-role-invalid': [
    next(role(anna, 'therapist')),
    next(role(bo, 'therapist', false)),
    next(role(bo, 'reception', false)),
    next(role(anna, 'therapist', false, CENTRE)),
    next(role(ebba, 'administrator')),
  ],
  'roster-last-administrator': [next(retire(admin)), next(role(admin, 'administrator', false))],
  'roster-suite-lowered': [next({ kind: 'suite', minimumSuite: 0 })],
  'roster-confirm-invalid': [
    next({ kind: 'confirm', entry: fixed('nothing', 32) }),
    next(confirm(roster.head)),
  ],
  'roster-confirm-own': [next(confirm(waiting))],
  'roster-renew-invalid': [
    next(renew(anna, eve, 3)),
    next(renew(admin, eve)),
    next(renew(admin, eve, 3)),
  ],
  'roster-ceremony-invalid': [
    next(ceremony(anna, 'made', { need: 4, of: 3 }), { author: idBytes(anna.id) }),
    next(ceremony(anna, 'used'), { author: idBytes(anna.id) }),
    next(ceremony(bo, 'made'), { author: idBytes(bo.id) }),
    next(ceremony(bo, 'rehearsed', { set: 'another' }), { author: idBytes(bo.id) }),
    next(ceremony(bo, 'used', { need: 2 }), { author: idBytes(bo.id) }),
    next(ceremony(bo, 'voided', { of: 4 }), { author: idBytes(bo.id) }),
  ],
  'roster-council-invalid': [
    next(council([anna, bo], 2, 2)),
    next(council([anna, bo], 3)),
    next(council([anna, anna])),
    next(council([anna, cia])),
    next(council([anna, admin])),
    next(council([anna, eve])),
  ],
  'roster-group-invalid': [
    next(group(desk2, [bo])),
    next(group(desk2, [anna], { role: 'staff', generation: 2 })),
    next(group(desk2, [bo], { id: desk, generation: 3 })),
    next(group(desk2, [bo, bo], { id: desk, generation: 2 })),
    next(group(desk2, [anna], { id: desk, generation: 2 })),
    next(group(desk2, [eve], { id: desk, generation: 2 })),
    next(group(desk2, [cia], { role: 'staff' })),
    next(group(desk2, [bo], { id: eve, generation: 2 })),
    next(link(desk, 2), { author: idBytes(bo.id) }),
    next(group(desk2, [anna], { role: 'staff', previous: true })),
  ],
};

async function extend(entry: RosterEntry) {
  const bytes = encodeRosterEntry(entry);
  const authors = [admin, anna, bo, cia, eve, desk];
  const author = authors.find((who) => idBytes(who.id).every((b, i) => b === entry.author[i]));
  assert.ok(author !== undefined);
  return extendRoster(roster, { entry: bytes, signature: await author.sign(rosterMessage(bytes)) });
}

for (const { code, says } of invariants) {
  test(`${code}: ${says}`, async () => {
    const entries = breaches[code] ?? [];
    assert.ok(entries.length > 0, 'an invariant without a breach that tests it');
    for (const entry of entries) await assert.rejects(extend(entry), refusal(code));
  });
}

test('every breach belongs to an invariant, and no two invariants share a code', () => {
  const codes = invariants.map((invariant) => invariant.code);
  assert.deepEqual(Object.keys(breaches).sort(), [...codes].sort());
  assert.equal(new Set(codes).size, codes.length);
});

test('each invariant is needed: without it, its breaches pass all others', () => {
  const covered = invariants.filter(({ code }) => {
    const others = invariants.filter((rule) => rule.code !== code);
    return (breaches[code] ?? []).some((entry) =>
      others.every((rule) => rule.holds(roster, entry)),
    );
  });
  const implied = invariants.filter((rule) => !covered.includes(rule)).map((rule) => rule.code);
  // An id is the hash of its first keys: who is enrolled twice uses those again.
  assert.deepEqual(implied, ['roster-principal-duplicate']);
});

test('what breaks nothing is taken', async () => {
  const good = [
    enrol(eve),
    role(anna, 'administrator'),
    role(bo, 'reception'),
    retire(bo),
    group(desk2, [bo], { id: desk, generation: 2 }),
    group(desk2, [anna, bo], { role: 'staff' }),
    role(ebba, 'administrator', false),
    role(ebba, 'administrator', true, CENTRE),
    council([anna, bo]),
    renew(anna, eve),
    { kind: 'suite', minimumSuite: 1 } as const,
  ];
  for (const act of good) assert.equal((await extend(next(act))).seq, roster.seq + 1);
});

test('an administrator of one centre does not count: the practice would be without a writer', async () => {
  const { roster: wide } = await rosterOf(admin, [
    enrol(anna),
    role(anna, 'administrator', true, CENTRE),
  ]);
  const take = { ...next(role(admin, 'administrator', false)), practice: idBytes(wide.practice) };
  const entry = encodeRosterEntry({ ...take, seq: wide.seq + 1, prev: idBytes(wide.head) });
  const signature = await admin.sign(rosterMessage(entry));
  await assert.rejects(
    extendRoster(wide, { entry, signature }),
    refusal('roster-last-administrator'),
  );
});

test('the administrator of the practice may give up the role at a centre', async () => {
  const { roster: after } = await rosterOf(admin, [
    role(admin, 'administrator', true, CENTRE),
    role(admin, 'administrator', false, CENTRE),
  ]);
  assert.deepEqual(after.people.get(admin.id)?.roles, [{ role: 'administrator', centre: null }]);
});

/** Admin and Dag administer; Ebba's role was given by Admin and waits. */
const threeActs = [
  enrol(dag),
  enrol(ebba),
  role(dag, 'administrator'),
  role(ebba, 'administrator'),
];

/** The roster after one more entry by `author`. */
async function then(before: Roster, author: typeof admin, act: RosterAct): Promise<Roster> {
  return extendRoster(before, await signRosterEntry(author, before, act, DAY));
}

test('a third administrator counts from the confirmation by another one, not before', async () => {
  const { roster: before } = await rosterOf(admin, threeActs);
  const entry = unconfirmedOf(before, ebba.id) ?? assert.fail('nobody waits');
  assert.equal(administratorCount(before), 2);
  await assert.rejects(then(before, ebba, enrol(eve)), refusal('roster-author-not-administrator'));
  await assert.rejects(
    then(before, ebba, confirm(entry)),
    refusal('roster-author-not-administrator'),
  );
  await assert.rejects(then(before, admin, confirm(entry)), refusal('roster-confirm-own'));
  const after = await then(before, dag, confirm(entry));
  assert.equal(administratorCount(after), 3);
  assert.equal(unconfirmedOf(after, ebba.id), undefined);
  await assert.rejects(then(after, dag, confirm(entry)), refusal('roster-confirm-invalid'));
  assert.equal((await then(after, ebba, enrol(eve))).seq, after.seq + 1);
});

test('a role that waits may be withdrawn, and goes with its holder', async () => {
  const { roster: before } = await rosterOf(admin, threeActs);
  const entry = unconfirmedOf(before, ebba.id) ?? assert.fail('nobody waits');
  for (const act of [role(ebba, 'administrator', false), retire(ebba)]) {
    const after = await then(before, admin, act);
    assert.equal(after.unconfirmed.size, 0);
    assert.equal(administratorCount(after), 2);
    await assert.rejects(then(after, dag, confirm(entry)), refusal('roster-confirm-invalid'));
  }
});

test('the founder alone appoints the second; other roles and centres wait for nobody', async () => {
  const { roster: after } = await rosterOf(admin, [
    ...threeActs.slice(0, 3),
    role(ebba, 'administrator', true, CENTRE),
    role(ebba, 'privacy-officer'),
  ]);
  assert.equal(administratorCount(after), 2);
  assert.equal(after.unconfirmed.size, 0);
  assert.equal(after.people.get(ebba.id)?.roles.length, 2);
});

const officers = [
  enrol(anna),
  enrol(bo),
  role(anna, 'break-glass-officer'),
  role(bo, 'break-glass-officer'),
];

test('a council counts at once with one administrator, and waits for the second with two', async () => {
  const { roster: alone } = await rosterOf(admin, [...officers, council([anna, bo])]);
  assert.deepEqual(councilOf(alone)?.members, [anna.id, bo.id]);

  const { roster: two } = await rosterOf(admin, [...threeActs, ...officers]);
  const waits = await then(two, admin, council([bo, anna]));
  assert.equal(councilOf(waits), undefined);
  const { entry } = waitingCouncil(waits) ?? assert.fail('nothing waits');
  await assert.rejects(then(waits, admin, confirm(entry)), refusal('roster-confirm-own'));
  const counts = await then(waits, dag, confirm(entry));
  assert.deepEqual(councilOf(counts)?.members, [bo.id, anna.id]);
  assert.equal(waitingCouncil(counts), undefined);
  // The role that waited beside it still waits.
  assert.notEqual(unconfirmedOf(counts, ebba.id), undefined);
});

test('of two councils that wait the newer stays', async () => {
  const { roster: two } = await rosterOf(admin, [...threeActs, ...officers]);
  const first = await then(two, admin, council([bo, anna]));
  const second = await then(first, dag, council([anna, bo]));
  const old = waitingCouncil(first)?.entry ?? assert.fail('nothing waits');
  await assert.rejects(then(second, dag, confirm(old)), refusal('roster-confirm-invalid'));
  assert.deepEqual(waitingCouncil(second)?.council.members, [anna.id, bo.id]);
});
