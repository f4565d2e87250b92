import {
  type Access,
  type Approval,
  encodeApproval,
  encodeHeader,
  entryId,
  type Header,
  idBytes,
  idOf,
  type PrincipalId,
  type Scope,
  type SignedApproval,
  type Split,
} from '@vaiti/core';
import { memberCases } from './members.ts';
import { DAY, type Draft, file, fixed, hexed, practice, record, vectorFile } from './world.ts';

const principal = (name: string): PrincipalId => idOf(fixed(`principal ${name}`, 16));
const THERAPIST = principal('therapist');
const PATIENT = principal('patient');
const RECEPTION = principal('reception');
const STRANGER = principal('stranger');

function access(reader: PrincipalId, scope: Scope, generation = 1): Access {
  const grant = fixed(`grant ${reader} ${scope} ${String(generation)}`, 32);
  return { reader: idBytes(reader), generation, scope, grant };
}

function headerOf(change: Partial<Header>): Header {
  return {
    suite: 1,
    practice: idBytes(practice),
    file: idBytes(file),
    seq: 0,
    prev: new Uint8Array(32),
    kind: 'entry',
    compartment: 'clinical',
    record: idBytes(record(`of ${String(change.seq)}`)),
    version: 1,
    author: idBytes(THERAPIST),
    generation: 1,
    as: idBytes(THERAPIST),
    epoch: 1,
    day: DAY,
    length: 0,
    access: [],
    ...change,
  };
}

/** An entry without body; its signature is not looked at here. */
function link(header: Header) {
  const parts = {
    header: encodeHeader(header),
    bodyHash: fixed('body hash', 32),
    signature: fixed(`signature ${String(header.seq)}`, 64),
  };
  return { header, parts, id: entryId(parts.header, parts.bodyHash, parts.signature) };
}

type Link = ReturnType<typeof link>;

function after(previous: Link, change: Partial<Header>): Link {
  const { seq, epoch, day } = previous.header;
  return link(headerOf({ seq: seq + 1, prev: idBytes(previous.id), epoch, day, ...change }));
}

/** A whole life: opened, written, shared, written by others, amended, rotated, written again. */
function story(): Link[] {
  const opening = link(
    headerOf({
      seq: 0,
      kind: 'open',
      access: [access(THERAPIST, 'root'), access(RECEPTION, 'contact')],
    }),
  );
  const links = [opening];
  const add = (change: Partial<Header>) => {
    const last = links.at(-1) ?? opening;
    links.push(after(last, change));
  };
  const by = (who: PrincipalId) => ({ author: idBytes(who), as: idBytes(who) });
  const note = idBytes(record('note'));
  add({ record: note });
  add({ kind: 'share', access: [access(PATIENT, 'shared')] });
  add({ ...by(PATIENT), compartment: 'shared' });
  add({ ...by(RECEPTION), compartment: 'contact' });
  add({ record: note, version: 2, day: DAY + 1 });
  add({
    kind: 'rotate',
    epoch: 2,
    access: [access(THERAPIST, 'root'), access(PATIENT, 'shared', 2)],
  });
  add({ record: note, version: 3 });
  return links;
}

type Refused = readonly [name: string, take: number, change: Partial<Header>, error: string];

const officer = (name: string): PrincipalId => principal(`officer ${name}`);
const REQUEST = fixed('request', 16);

/** The root key of an epoch split among three officers, two of whom are needed. */
function splitAmong(...names: readonly string[]): Split {
  return {
    council: 1,
    threshold: 2,
    key: fixed('split key', 32),
    lines: names.map((name) => ({
      officer: idBytes(officer(name)),
      generation: 1,
      digest: fixed(`digest ${name}`, 32),
      share: fixed(`share ${name}`, 32),
    })),
  };
}

/** Somebody's approval; its signature is not looked at here. */
function approvalBy(by: PrincipalId, change: Partial<Approval> = {}): SignedApproval {
  const approval = encodeApproval({
    suite: 1,
    practice: idBytes(practice),
    kind: 'emergency',
    request: REQUEST,
    file: idBytes(file),
    epoch: 1,
    approver: idBytes(by),
    generation: 1,
    requester: idBytes(STRANGER),
    time: DAY * 86_400_000,
    ...change,
  });
  return { approval, signature: fixed('approval', 64) };
}

const quorum = [approvalBy(officer('one')), approvalBy(officer('two'))];

function emergency(approvals: readonly SignedApproval[], until = DAY): Partial<Header> {
  return {
    kind: 'emergency',
    compartment: 'shared',
    author: idBytes(STRANGER),
    as: idBytes(STRANGER),
    access: [{ ...access(STRANGER, 'root'), until }],
    approvals: [...approvals],
  };
}

const split: Partial<Header> = { kind: 'share', split: splitAmong('one', 'two', 'three') };
const forget: Partial<Header> = {
  kind: 'forget',
  approvals: [approvalBy(officer('one'), { kind: 'forget', requester: idBytes(THERAPIST) })],
};

/** Several entries behind the first three: what a quorum lets happen, and what it does not. */
const agreed: readonly (readonly [string, readonly Partial<Header>[], string?])[] = [
  ['the root key is split', [split]],
  ['a quorum lets somebody in', [split, emergency(quorum)]],
  ['a file is forgotten', [forget]],
  ['split again in the same epoch', [split, split], 'chain-split-invalid'],
  [
    'split with an officer twice',
    [{ ...split, split: splitAmong('one', 'one') }],
    'chain-split-invalid',
  ],
  ['an emergency without a split', [emergency(quorum)], 'chain-approval-invalid'],
  ['an emergency by one officer', [split, emergency(quorum.slice(1))], 'chain-approval-invalid'],
  [
    'an emergency by one officer twice',
    [split, emergency([approvalBy(officer('one')), approvalBy(officer('one'))])],
    'chain-approval-invalid',
  ],
  [
    'an emergency that its author approved',
    [split, emergency([approvalBy(officer('one')), approvalBy(STRANGER)])],
    'chain-approval-invalid',
  ],
  [
    'approvals for another file',
    [
      split,
      emergency(
        ['one', 'two'].map((name) => approvalBy(officer(name), { file: fixed('other', 16) })),
      ),
    ],
    'chain-approval-invalid',
  ],
  [
    'approvals of two requests',
    [
      split,
      emergency([
        approvalBy(officer('one')),
        approvalBy(officer('two'), { request: fixed('other', 16) }),
      ]),
    ],
    'chain-approval-invalid',
  ],
  [
    'approvals of a week ago',
    [
      split,
      emergency(
        ['one', 'two'].map((name) => approvalBy(officer(name), { time: (DAY - 7) * 86_400_000 })),
      ),
    ],
    'chain-approval-invalid',
  ],
  ['an emergency for a week', [split, emergency(quorum, DAY + 7)], 'chain-access-invalid'],
  ['a note after the file was forgotten', [forget, {}], 'chain-forgotten'],
];

/** The entries that follow the first three. */
function following(third: Link, changes: readonly Partial<Header>[]): Link[] {
  const links: Link[] = [];
  for (const change of changes) links.push(after(links.at(-1) ?? third, change));
  return links;
}

export function chainFile() {
  const links = story();
  const nth = (n: number): Link => {
    const found = links[n];
    if (found === undefined) throw new RangeError('no such entry');
    return found;
  };
  const reception = { author: idBytes(RECEPTION), as: idBytes(RECEPTION) };
  const patient = { author: idBytes(PATIENT), as: idBytes(PATIENT) };
  const stranger = { author: idBytes(STRANGER), as: idBytes(STRANGER) };
  const note = idBytes(record('note'));
  const reader = [access(STRANGER, 'clinical')];
  const refused: readonly Refused[] = [
    ['a place left out', 3, { seq: 4 }, 'chain-gap'],
    ['a place taken', 3, { seq: 2 }, 'chain-order'],
    ['the first place again', 3, { seq: 0 }, 'chain-order'],
    ['another past', 3, { prev: fixed('other head', 32) }, 'chain-forked'],
    ['no past', 3, { prev: new Uint8Array(32) }, 'chain-forked'],
    ['the past of the entry before', 3, { prev: idBytes(nth(1).id) }, 'chain-forked'],
    ['another practice', 3, { practice: fixed('other', 16) }, 'chain-practice-mismatch'],
    ['another file', 3, { file: fixed('other', 16) }, 'chain-file-mismatch'],
    ['an earlier day', 6, { day: DAY }, 'chain-day-backwards'],
    ['the epoch before', 7, { epoch: 1 }, 'chain-epoch-stale'],
    ['the epoch to come', 3, { epoch: 2 }, 'chain-epoch-stale'],
    [
      'rotation without a new epoch',
      3,
      { kind: 'rotate', access: [access(THERAPIST, 'root')] },
      'chain-epoch-stale',
    ],
    [
      'rotation over an epoch',
      3,
      { kind: 'rotate', epoch: 3, access: [access(THERAPIST, 'root')] },
      'chain-epoch-stale',
    ],
    ['a stranger writes', 3, stranger, 'chain-author-not-reader'],
    [
      'a stranger shares',
      3,
      { ...stranger, kind: 'share', access: reader },
      'chain-author-not-reader',
    ],
    ['reception writes a note', 3, reception, 'chain-author-not-reader'],
    [
      'reception writes to the patient',
      3,
      { ...reception, compartment: 'shared' },
      'chain-author-not-reader',
    ],
    [
      'reception shares',
      3,
      { ...reception, compartment: 'contact', kind: 'share', access: reader },
      'chain-author-not-reader',
    ],
    ['the patient writes a note', 3, patient, 'chain-author-not-reader'],
    [
      'the patient rotates',
      3,
      {
        ...patient,
        compartment: 'shared',
        kind: 'rotate',
        epoch: 2,
        access: [access(PATIENT, 'root')],
      },
      'chain-author-not-reader',
    ],
    [
      'reception writes after the rotation',
      7,
      { ...reception, compartment: 'contact' },
      'chain-author-not-reader',
    ],
    ['the first version twice', 3, { record: note }, 'chain-version-invalid'],
    ['a version left out', 3, { record: note, version: 3 }, 'chain-version-invalid'],
    ['a new record that is not new', 3, { version: 2 }, 'chain-version-invalid'],
    ['version 0', 3, { version: 0 }, 'chain-version-invalid'],
    [
      'reception amends a note from its own compartment',
      3,
      { ...reception, compartment: 'contact', record: note, version: 2 },
      'chain-version-invalid',
    ],
    ['content that names readers', 3, { access: reader }, 'chain-access-invalid'],
    ['a share that names nobody', 3, { kind: 'share' }, 'chain-access-invalid'],
    [
      'a share that was made before',
      3,
      { kind: 'share', access: [access(PATIENT, 'shared')] },
      'chain-access-invalid',
    ],
    [
      'a line twice in one share',
      3,
      { kind: 'share', access: [...reader, ...reader] },
      'chain-access-invalid',
    ],
    [
      'a reader in an older generation',
      8,
      { kind: 'share', access: [access(PATIENT, 'contact', 1)] },
      'chain-access-invalid',
    ],
    ['a rotation that leaves nobody', 3, { kind: 'rotate', epoch: 2 }, 'chain-access-invalid'],
    [
      'a rotation that leaves nobody with the root',
      3,
      { kind: 'rotate', epoch: 2, access: reader },
      'chain-access-invalid',
    ],
    [
      'opened again',
      3,
      { kind: 'open', access: [access(THERAPIST, 'root')] },
      'chain-kind-invalid',
    ],
  ];
  const opening = nth(0).header;
  const first: readonly [string, Partial<Header>, string][] = [
    ['the first entry missing', { seq: 1 }, 'chain-gap'],
    ['first entry with a past', { prev: fixed('head', 32) }, 'chain-forked'],
    ['first entry with content only', { kind: 'entry', access: [] }, 'chain-kind-invalid'],
    ['first entry a rotation', { kind: 'rotate' }, 'chain-kind-invalid'],
    ['first entry in epoch 0', { epoch: 0 }, 'chain-epoch-stale'],
    ['first entry in epoch 2', { epoch: 2 }, 'chain-epoch-stale'],
    ['first entry in version 2', { version: 2 }, 'chain-version-invalid'],
    ['opened by one who is no reader', stranger, 'chain-author-not-reader'],
    ['opened by one without the root', reception, 'chain-author-not-reader'],
    ['opened with no readers', { access: [] }, 'chain-author-not-reader'],
    [
      'opened with a line twice',
      { access: [...opening.access, ...opening.access] },
      'chain-access-invalid',
    ],
  ];
  const drafts: Draft[] = [
    ...links.map((_, n) => ({
      name: `after ${String(n + 1)} entries`,
      op: 'chain',
      input: { take: n + 1, then: [] },
    })),
    ...first.map(([name, change, error]) => ({
      name,
      op: 'chain',
      input: { take: 0, then: [hexed(link({ ...opening, ...change }).parts)] },
      error,
    })),
    ...refused.map(([name, take, change, error]) => ({
      name,
      op: 'chain',
      input: { take, then: [hexed(after(nth(take - 1), change).parts)] },
      error,
    })),
  ];
  for (const [name, changes, error] of [...agreed, ...memberCases]) {
    const then = following(nth(2), changes).map(({ parts }) => hexed(parts));
    const one = { name, op: 'chain', input: { take: 3, then } };
    drafts.push(error === undefined ? one : { ...one, error });
  }
  return vectorFile('Chains of a file, PROTOCOL section 4', drafts, {
    chain: links.map(({ parts }) => hexed(parts)),
  });
}
