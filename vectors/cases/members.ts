import {
  type Access,
  type Header,
  idBytes,
  type MemberRole,
  principalIdOf,
  type Scope,
} from '@vaiti/core';
import { fixed } from './world.ts';

const keys = { sign: fixed('member sign', 32), kem: fixed('member kem', 1216) };
const id = idBytes(principalIdOf(keys));
const own = { author: id, as: id };

function access(scope: Scope, generation = 1): Access {
  return { reader: id, generation, scope, grant: fixed(`grant member ${scope}`, 32) };
}

/** Lets somebody outside the roster in. */
function letIn(role: MemberRole, ...lines: readonly Access[]): Partial<Header> {
  return { kind: 'share', members: [{ role, keys }], access: [...lines] };
}

const patient = letIn('patient', access('shared'));
const guardian = letIn('guardian', access('guardian'));
const invalid = 'chain-access-invalid';
const notReader = 'chain-author-not-reader';

/** What follows the first three entries: a patient or guardian is let in, and what they may not. */
export const memberCases: readonly (readonly [string, readonly Partial<Header>[], string?])[] = [
  ['a patient is let in and writes', [patient, { ...own, compartment: 'shared' }]],
  ['a guardian is let in and writes', [guardian, { ...own, compartment: 'guardian' }]],
  ['a patient is let in twice', [patient, { ...patient, access: [] }], invalid],
  ['a patient with the notes', [letIn('patient', access('clinical'))], invalid],
  ['a patient with the root', [letIn('patient', access('root'))], invalid],
  ['a patient with what is the guardians’', [letIn('patient', access('guardian'))], invalid],
  ['a guardian with what is the patient’s', [letIn('guardian', access('shared'))], invalid],
  ['a patient in a second generation', [letIn('patient', access('shared', 2))], invalid],
  ['a patient who becomes a guardian', [patient, guardian], invalid],
  ['a patient among the notes', [patient, own], notReader],
  ['a guardian to the patient', [guardian, { ...own, compartment: 'shared' }], notReader],
  [
    'a guardian lets somebody in',
    [guardian, { ...own, compartment: 'guardian', ...letIn('guardian', access('guardian')) }],
    notReader,
  ],
  ['members in a note', [{ members: [{ role: 'patient', keys }] }], 'chain-kind-invalid'],
];
