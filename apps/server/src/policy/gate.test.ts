import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Group, Person, PrincipalId, Role, Roster } from '@vaiti/core';
import { allowed, openedBy, principalsOf, type Question } from './gate.ts';

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
  ]),
  groups: new Map([[group, desk]]),
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

const table: readonly [string, Question, boolean][] = [
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
    { action: 'register-invited', invited: noRole, subject: noRole },
    true,
  ],
  ['not another’s', { action: 'register-invited', invited: noRole, subject: therapist }, false],
  [
    'not before they are enrolled',
    { action: 'register-invited', invited: stranger, subject: stranger },
    false,
  ],
  [
    'not when they have retired',
    { action: 'register-invited', invited: retired, subject: retired },
    false,
  ],
  [
    'not before anybody answered',
    { action: 'register-invited', invited: null, subject: noRole },
    false,
  ],
  ['administrators invite', { action: 'invite', caller: admin }, true],
  ['leads do not', { action: 'invite', caller: lead }, false],
  ['retired administrators do not', { action: 'invite', caller: retired }, false],
  ['strangers do not invite', { action: 'invite', caller: stranger }, false],
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
  assert.deepEqual([...openedBy(contact)], ['contact']);
  assert.equal(openedBy(root).size, 5);
});
