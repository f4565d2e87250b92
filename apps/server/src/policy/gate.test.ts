import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Group,
  type Person,
  type PrincipalId,
  principalIdOf,
  type Role,
  type Roster,
} from '@vaiti/core';
import { allowed, holdingOn, openedBy, principalsOf, type Question } from './gate.ts';

const id = (n: number): PrincipalId => n.toString(16).padStart(32, '0') as PrincipalId;
const keys = { sign: new Uint8Array(32), kem: new Uint8Array(1216) };

function person(n: number, roles: readonly Role[], retired = false): [PrincipalId, Person] {
  const held = roles.map((role) => ({ role, centre: null }));
  return [id(n), { id: id(n), keys, generation: 1, roles: held, retired }];
}

const [admin, therapist, trainee, reception, lead, officer, noRole, retired, stranger] = [
  1, 2, 3, 4, 5, 6, 7, 8, 9,
].map(id) as [
  PrincipalId,
  PrincipalId,
  PrincipalId,
  PrincipalId,
  PrincipalId,
  PrincipalId,
  PrincipalId,
  PrincipalId,
  PrincipalId,
];
const group = id(20);
const holder = {
  holder: new Uint8Array(Buffer.from(reception, 'hex')),
  generation: 1,
  grant: new Uint8Array(32),
};
const desk: Group = {
  id: group,
  role: 'reception',
  centre: null,
  generation: 3,
  keys,
  holders: [holder],
  everHeld: new Map([reception, lead].map((p) => [p, 1])),
  leavers: new Map(),
};

/** Somebody who lost their first keys. */
const returned = id(10);
const back: Person = {
  id: returned,
  keys: { sign: new Uint8Array(32).fill(1), kem: new Uint8Array(1216).fill(1) },
  generation: 2,
  roles: [{ role: 'therapist', centre: null }],
  retired: false,
  earlier: [{ generation: 1, keys, until: { seq: 5, day: 0 }, by: [] }],
};

const roster = {
  practice: '00' as Roster['practice'],
  seq: 9,
  head: '00' as Roster['head'],
  day: 0,
  minimumSuite: 1,
  ledger: 'x',
  people: new Map([
    person(1, ['administrator']),
    person(2, ['therapist']),
    person(3, ['trainee']),
    person(4, ['reception']),
    person(5, ['centre-lead']),
    person(6, ['privacy-officer']),
    person(7, []),
    person(8, ['administrator', 'therapist'], true),
    [returned, back],
  ]),
  groups: new Map([[group, desk]]),
  councils: new Map(),
  unconfirmed: new Map(),
  keysSeen: new Set<string>(),
} satisfies Roster;

const sign = (
  caller: PrincipalId,
  author: PrincipalId,
  as: PrincipalId,
  generation = 1,
): Question => ({
  action: 'sign',
  caller,
  author,
  generation,
  as,
});
const root = { generation: 1, scopes: ['root' as const] };
const contact = { generation: 1, scopes: ['contact' as const] };

const approve = (
  caller: PrincipalId,
  kind: 'emergency' | 'forget',
  isOfficer: boolean,
  requester = therapist,
): Question => ({ action: 'approve', caller, requester, kind, officer: isOfficer });

/** The id that keys make which are nobody's first. */
const made = principalIdOf(back.keys);

const ownSheets = (caller: PrincipalId, author: PrincipalId, subject: PrincipalId): Question => ({
  action: 'append-roster',
  caller,
  author,
  subject,
});
const registers = (invited: PrincipalId | null, subject: PrincipalId): Question => ({
  action: 'register-invited',
  kind: 'staff',
  invited,
  subject,
});

const table: readonly [string, Question, boolean][] = [
  ['people say what became of their sheets', ownSheets(noRole, noRole, noRole), true],
  ['nobody of another’s sheets', ownSheets(admin, admin, noRole), false],
  ['nor in another’s name', ownSheets(noRole, therapist, therapist), false],
  ['nor once they have left', ownSheets(retired, retired, retired), false],
  ['who answered with somebody’s new keys makes their account', registers(made, returned), true],
  ['not under the id that the keys alone make', registers(made, made), false],
  ['not by the lost keys', registers(returned, returned), false],
  ['not for somebody else', registers(made, therapist), false],
  ['the lost keys sign nothing', sign(returned, returned, returned, 1), false],
  ['the new ones do', sign(returned, returned, returned, 2), true],
  ['nothing is sealed to lost keys', { action: 'receive', reader: returned, generation: 1 }, false],
  ['but to the new ones', { action: 'receive', reader: returned, generation: 2 }, true],
  ['therapists ask in an emergency', { action: 'break-glass', caller: therapist }, true],
  ['trainees too', { action: 'break-glass', caller: trainee }, true],
  ['leads too', { action: 'break-glass', caller: lead }, true],
  ['reception does not', { action: 'break-glass', caller: reception }, false],
  ['administrators do not', { action: 'break-glass', caller: admin }, false],
  ['who has left does not', { action: 'break-glass', caller: retired }, false],
  ['who holds a share approves', approve(noRole, 'emergency', true), true],
  ['who holds none does not', approve(admin, 'emergency', false), false],
  ['nobody approves their own', approve(therapist, 'emergency', true), false],
  ['who has left approves nothing', approve(retired, 'emergency', true), false],
  ['a stranger neither', approve(stranger, 'emergency', true), false],
  ['the end of a file is for others than officers', approve(noRole, 'forget', true), false],
  ['the privacy officer agrees to it', approve(officer, 'forget', false), true],
  [
    'the privacy officer reviews',
    { action: 'review', caller: officer, requester: therapist, approvers: [lead] },
    true,
  ],
  [
    'not what they asked for',
    { action: 'review', caller: officer, requester: officer, approvers: [] },
    false,
  ],
  [
    'not what they approved',
    { action: 'review', caller: officer, requester: therapist, approvers: [officer] },
    false,
  ],
  [
    'others do not review',
    { action: 'review', caller: admin, requester: therapist, approvers: [] },
    false,
  ],
  [
    'holders link the generations of their group',
    { action: 'append-roster', caller: reception, author: reception, group },
    true,
  ],
  [
    'others do not, administrators neither',
    { action: 'append-roster', caller: admin, author: admin, group },
    false,
  ],
  ['administrators see what waits', { action: 'see-standing', caller: admin }, true],
  ['therapists do not', { action: 'see-standing', caller: therapist }, false],
  ['staff use their session', { action: 'use-session', caller: noRole }, true],
  ['retired staff do not', { action: 'use-session', caller: retired }, false],
  ['unknown people do not', { action: 'use-session', caller: stranger }, false],
  ['a group has no session', { action: 'use-session', caller: group }, false],
  [
    'an administrator writes the roster',
    { action: 'append-roster', caller: admin, author: admin },
    true,
  ],
  ['not in another’s name', { action: 'append-roster', caller: admin, author: therapist }, false],
  [
    'nobody in an administrator’s name',
    { action: 'append-roster', caller: therapist, author: admin },
    false,
  ],
  [
    'a lead does not write the roster',
    { action: 'append-roster', caller: lead, author: lead },
    false,
  ],
  [
    'a retired administrator neither',
    { action: 'append-roster', caller: retired, author: retired },
    false,
  ],
  [
    'an administrator makes accounts for staff',
    { action: 'register', caller: admin, subject: noRole },
    true,
  ],
  ['not for the retired', { action: 'register', caller: admin, subject: retired }, false],
  ['not for strangers', { action: 'register', caller: admin, subject: stranger }, false],
  ['others make no accounts', { action: 'register', caller: lead, subject: lead }, false],
  [
    'whoever answered an invitation makes their own account',
    { action: 'register-invited', invited: noRole, kind: 'staff', subject: noRole },
    true,
  ],
  [
    'not another’s',
    { action: 'register-invited', invited: noRole, kind: 'staff', subject: therapist },
    false,
  ],
  [
    'not before they are enrolled',
    { action: 'register-invited', invited: stranger, kind: 'staff', subject: stranger },
    false,
  ],
  [
    'not when they have retired',
    { action: 'register-invited', invited: retired, kind: 'staff', subject: retired },
    false,
  ],
  [
    'not before anybody answered',
    { action: 'register-invited', invited: null, kind: 'staff', subject: noRole },
    false,
  ],
  ['therapists invite to files', { action: 'invite', caller: therapist, kind: 'member' }, true],
  ['whoever has no role does not', { action: 'invite', caller: noRole, kind: 'member' }, false],
  ['members of files do not', { action: 'invite', caller: stranger, kind: 'member' }, false],
  [
    'a patient makes an account when a file lets them read',
    {
      action: 'register-invited',
      invited: stranger,
      kind: 'member',
      subject: stranger,
      member: { reads: true },
    },
    true,
  ],
  [
    'not before that',
    {
      action: 'register-invited',
      invited: stranger,
      kind: 'member',
      subject: stranger,
      member: { reads: false },
    },
    false,
  ],
  [
    'nor by an invitation to the practice',
    {
      action: 'register-invited',
      invited: stranger,
      kind: 'staff',
      subject: stranger,
      member: { reads: true },
    },
    false,
  ],
  [
    'and staff make none by an invitation to a file',
    { action: 'register-invited', invited: noRole, kind: 'member', subject: noRole },
    false,
  ],
  [
    'a patient has a session while a file lets them read',
    { action: 'use-session', caller: stranger, member: { reads: true } },
    true,
  ],
  ['not after', { action: 'use-session', caller: stranger, member: { reads: false } }, false],
  [
    'nobody who has retired has one as a patient by the same keys',
    { action: 'use-session', caller: retired, member: { reads: true } },
    false,
  ],
  ['patients read files', { action: 'call', caller: stranger, endpoint: 'read' }, true],
  ['and see their own devices', { action: 'call', caller: stranger, endpoint: 'ways' }, true],
  ['they do not invite', { action: 'call', caller: stranger, endpoint: 'invite' }, false],
  ['nor see what waits', { action: 'call', caller: stranger, endpoint: 'standing' }, false],
  ['nor the ledger of files', { action: 'call', caller: stranger, endpoint: 'openings' }, false],
  ['staff do', { action: 'call', caller: therapist, endpoint: 'standing' }, true],
  [
    'a patient signs in their own name',
    {
      action: 'sign',
      caller: stranger,
      author: stranger,
      generation: 1,
      as: stranger,
      member: { reads: true },
    },
    true,
  ],
  [
    'in nobody else’s',
    {
      action: 'sign',
      caller: stranger,
      author: stranger,
      generation: 1,
      as: therapist,
      member: { reads: true },
    },
    false,
  ],
  [
    'and not when their time is over',
    {
      action: 'sign',
      caller: stranger,
      author: stranger,
      generation: 1,
      as: stranger,
      member: { reads: false },
    },
    false,
  ],
  [
    'whom a file lets in may be given its keys',
    { action: 'receive', reader: stranger, generation: 1, member: true },
    true,
  ],
  [
    'to their first keys alone',
    { action: 'receive', reader: stranger, generation: 2, member: true },
    false,
  ],
  ['administrators invite', { action: 'invite', caller: admin, kind: 'staff' }, true],
  ['leads do not', { action: 'invite', caller: lead, kind: 'staff' }, false],
  ['retired administrators do not', { action: 'invite', caller: retired, kind: 'staff' }, false],
  ['strangers do not invite', { action: 'invite', caller: stranger, kind: 'staff' }, false],
  ['everyone signs as themselves', sign(therapist, therapist, therapist), true],
  ['not with an older key', sign(therapist, therapist, therapist, 2), false],
  ['not for a colleague', sign(therapist, trainee, trainee), false],
  ['not as a colleague', sign(therapist, therapist, trainee), false],
  ['holders sign as their group', sign(reception, reception, group), true],
  ['former holders do not', sign(lead, lead, group), false],
  ['others do not', sign(therapist, therapist, group), false],
  ['the retired sign nothing', sign(retired, retired, retired), false],
  ['strangers sign nothing', sign(stranger, stranger, stranger), false],
  ['therapists open files', { action: 'open-file', caller: therapist }, true],
  ['trainees open files', { action: 'open-file', caller: trainee }, true],
  ['reception opens files', { action: 'open-file', caller: reception }, true],
  ['leads open files', { action: 'open-file', caller: lead }, true],
  ['administrators open files', { action: 'open-file', caller: admin }, true],
  ['privacy officers do not', { action: 'open-file', caller: officer }, false],
  ['staff without a role do not', { action: 'open-file', caller: noRole }, false],
  ['the retired do not', { action: 'open-file', caller: retired }, false],
  ['strangers do not', { action: 'open-file', caller: stranger }, false],
  ['readers append', { action: 'append', holding: contact }, true],
  ['others do not append', { action: 'append', holding: undefined }, false],
  ['an empty grant is none', { action: 'append', holding: { generation: 1, scopes: [] } }, false],
  ['readers read', { action: 'read', holding: contact }, true],
  ['others do not read', { action: 'read', holding: undefined }, false],
  ['active staff receive grants', { action: 'receive', reader: noRole, generation: 1 }, true],
  ['not under an older key', { action: 'receive', reader: noRole, generation: 2 }, false],
  ['groups receive grants', { action: 'receive', reader: group, generation: 3 }, true],
  ['not under an older seed', { action: 'receive', reader: group, generation: 2 }, false],
  ['the retired receive nothing', { action: 'receive', reader: retired, generation: 1 }, false],
  ['strangers receive nothing', { action: 'receive', reader: stranger, generation: 1 }, false],
  ['holders of the root audit', { action: 'audit', holdings: [undefined, root] }, true],
  ['other readers do not', { action: 'audit', holdings: [contact] }, false],
  ['nobody else does', { action: 'audit', holdings: [undefined] }, false],
];

for (const [says, question, expected] of table)
  test(`${question.action}: ${says}`, () => assert.equal(allowed(roster, question), expected));

test('an action that the gate does not know is denied', () => {
  const unknown = { action: 'erase', caller: admin } as unknown as Question;
  assert.equal(allowed(roster, unknown), false);
});

test('whose grants a caller reads by: their own and their groups’', () => {
  assert.deepEqual(principalsOf(roster, reception), [reception, group]);
  assert.deepEqual(principalsOf(roster, lead), [lead]);
});

test('the root opens every compartment, a compartment itself', () => {
  assert.deepEqual([...openedBy(contact).compartments], ['contact']);
  assert.equal(openedBy(root).compartments.size, 5);
});

test('a loan lets read its entry until its last day, and never lets write', () => {
  const lent = {
    generation: 1,
    scopes: [],
    loans: [
      { entry: 4, until: 9 },
      { entry: 7, until: 8 },
    ],
  };
  const may = (action: 'read' | 'append', day: number) =>
    allowed(roster, { action, holding: holdingOn(lent, day) });
  assert.deepEqual(
    [8, 9, 10].map((day) => may('read', day)),
    [true, true, false],
  );
  assert.equal(may('append', 8), false);
  const seen = (day: number) => openedBy(holdingOn(lent, day) ?? { generation: 1, scopes: [] });
  assert.deepEqual([...seen(8).entries], [4, 7]);
  assert.deepEqual([...seen(9).entries], [4]);
  assert.deepEqual([...seen(9).compartments], []);
  // Access to the whole that has ended leaves the loan that has not.
  const both = holdingOn({ ...lent, scopes: ['root'], until: 8 }, 9);
  assert.deepEqual([both?.scopes, both?.loans], [[], [{ entry: 4, until: 9 }]]);
});
