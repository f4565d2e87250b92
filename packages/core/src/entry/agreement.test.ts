import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CoreErrorCode } from '../errors.ts';
import { idBytes } from '../ids.ts';
import { signApproval } from '../open/approval.ts';
import type { Identity } from '../open/identity.ts';
import type { SignedApproval } from '../statement/approval.ts';
import {
  access,
  DAY,
  file,
  fixed,
  person,
  practice,
  record,
  refusal,
  Shelf,
} from '../test-scene.ts';
import type { Access, Scope } from './access.ts';
import type { FileMember } from './member.ts';
import type { Split } from './split.ts';

const [therapist, colleague, requester, patient, guardian] = await Promise.all(
  ['therapist', 'colleague', 'requester', 'patient', 'guardian'].map(person),
).then(([a, b, c, d, e]) => {
  if (!a || !b || !c || !d || !e) throw new RangeError('cast');
  return [a, b, c, d, e] as const;
});
const officers = await Promise.all(['first', 'second', 'third'].map(person));
const [first, second, third] = officers as [Identity, Identity, Identity];

/** A split among these; what it seals is not made here. */
function splitOf(among: readonly Identity[], threshold = 2): Split {
  const lines = among.map(({ generation, id }) => {
    return {
      officer: idBytes(id),
      generation,
      digest: fixed(`digest ${id}`, 32),
      share: fixed(`share ${id}`, 32),
    };
  });
  return { council: 1, threshold, key: fixed('key', 32), lines };
}

/** A file of the therapist and the third officer, who is of the team. */
async function opened(split = splitOf(officers)): Promise<Shelf> {
  const shelf = new Shelf();
  const readers = [access(therapist, 'root'), access(third, 'root')];
  await shelf.add({ author: therapist, access: readers, split });
  return shelf;
}

type Change = Partial<Parameters<typeof signApproval>[1]>;

function approve(who: Identity, change: Change = {}): Promise<SignedApproval> {
  return signApproval(who, {
    practice,
    kind: 'emergency',
    request: fixed('request', 16),
    file,
    epoch: 1,
    requester: requester.id,
    time: DAY * 86_400_000,
    ...change,
  });
}

const own: Access = { ...access(requester, 'root'), until: DAY + 1 };

async function emergency(
  shelf: Shelf,
  approvals: readonly SignedApproval[],
  change: { readonly access?: readonly Access[]; readonly author?: Identity } = {},
) {
  const author = change.author ?? requester;
  const lines = change.access ?? [own];
  return shelf.add({ author, kind: 'emergency', compartment: 'shared', access: lines, approvals });
}

test('a quorum from outside the team lets its requester in until tomorrow', async () => {
  const shelf = await opened();
  await emergency(shelf, [await approve(first), await approve(second)]);
  const reader = shelf.state?.readers.get(requester.id);
  assert.deepEqual(reader, { generation: 1, scopes: ['root'], until: DAY + 1 });
  await shelf.add({ author: requester, day: DAY + 1 });
  await assert.rejects(
    shelf.add({ author: requester, day: DAY + 2 }),
    refusal('chain-author-not-reader'),
  );
});

test('whoever was let in can save a file that everybody left', async () => {
  const shelf = await opened();
  await emergency(shelf, [await approve(first), await approve(second)]);
  await shelf.add({ author: requester, kind: 'rotate', access: [access(colleague, 'root')] });
  assert.deepEqual([...(shelf.state?.readers.keys() ?? [])], [colleague.id]);
  assert.equal(shelf.state?.split, undefined);
});

const approvals = async (...list: readonly Promise<SignedApproval>[]) => Promise.all(list);
const wrong: Readonly<Record<string, () => Promise<SignedApproval[]>>> = {
  'too few': () => approvals(approve(first)),
  'the same one twice': () => approvals(approve(first), approve(first)),
  'one of the team among two': () => approvals(approve(first), approve(third)),
  'the requester themselves': () => approvals(approve(first), approve(requester)),
  'somebody who is no officer': () =>
    approvals(approve(first), approve(second), approve(colleague)),
  'another file': () => approvals(approve(first), approve(second, { file: record('x') as never })),
  'another epoch': () => approvals(approve(first), approve(second, { epoch: 2 })),
  'another requester': () =>
    approvals(approve(first), approve(second, { requester: colleague.id })),
  'another act': () => approvals(approve(first), approve(second, { kind: 'forget' })),
  'long ago': () => approvals(approve(first), approve(second, { time: (DAY - 3) * 86_400_000 })),
  'in the future': () =>
    approvals(approve(first), approve(second, { time: (DAY + 2) * 86_400_000 })),
};
for (const [name, make] of Object.entries(wrong)) {
  test(`no emergency: ${name}`, async () => {
    const shelf = await opened();
    await assert.rejects(emergency(shelf, await make()), refusal('chain-approval-invalid'));
  });
}

const lines: Readonly<Record<string, readonly Access[]>> = {
  nobody: [],
  'somebody else': [{ ...access(colleague, 'root'), until: DAY }],
  'more than one': [own, { ...access(colleague, 'root'), until: DAY }],
  'without an end': [access(requester, 'root')],
  'for longer': [{ ...access(requester, 'root'), until: DAY + 2 }],
  'already over': [{ ...access(requester, 'root'), until: DAY - 1 }],
  'another scope': [{ ...access(requester, 'clinical'), until: DAY }],
};
for (const [name, list] of Object.entries(lines)) {
  test(`no emergency for ${name}`, async () => {
    const shelf = await opened();
    const given = [await approve(first), await approve(second)];
    await assert.rejects(
      emergency(shelf, given, { access: list }),
      refusal('chain-access-invalid'),
    );
  });
}

test('no emergency where no key is split, nor after the epoch that the officers approved', async () => {
  const bare = new Shelf();
  await bare.add({ author: therapist, access: [access(therapist, 'root')] });
  const given = [await approve(first), await approve(second)];
  await assert.rejects(emergency(bare, given), refusal('chain-approval-invalid'));
  const rotated = await opened();
  const readers = [access(therapist, 'root')];
  const split = splitOf(officers);
  await rotated.add({ author: therapist, kind: 'rotate', access: readers, split });
  await assert.rejects(emergency(rotated, given), refusal('chain-approval-invalid'));
});

test('a key is split once an epoch, and only among distinct officers', async () => {
  const shelf = await opened();
  const bare = new Shelf();
  await bare.add({ author: therapist, access: [access(therapist, 'root')] });
  const split = splitOf(officers);
  await bare.add({ author: therapist, kind: 'share', split });
  assert.equal(bare.state?.split?.threshold, 2);
  await assert.rejects(
    bare.add({ author: therapist, kind: 'share', split }),
    refusal('chain-split-invalid'),
  );
  const bad = [splitOf([first, first]), splitOf([first, second], 3)];
  for (const one of bad)
    await assert.rejects(
      shelf.add({
        author: therapist,
        kind: 'rotate',
        access: [access(therapist, 'root')],
        split: one,
      }),
      refusal('chain-split-invalid'),
    );
  await assert.rejects(shelf.add({ author: therapist, split }), refusal('chain-kind-invalid'));
});

const asked: Change = { kind: 'forget', requester: therapist.id };

test('forgetting takes somebody else, and ends the file', async () => {
  const shelf = await opened();
  const end = (given: readonly SignedApproval[]) =>
    shelf.add({ author: therapist, kind: 'forget', content: null, approvals: given });
  const none: [readonly SignedApproval[], CoreErrorCode][] = [
    [[], 'chain-approval-invalid'],
    [[await approve(therapist, asked)], 'chain-approval-invalid'],
    [[await approve(first, { ...asked, kind: 'emergency' })], 'chain-approval-invalid'],
  ];
  for (const [given, code] of none) await assert.rejects(end(given), refusal(code));
  await end([await approve(first, asked)]);
  assert.equal(shelf.state?.forgotten, true);
  assert.equal(shelf.state.readers.size, 0);
  await assert.rejects(shelf.add({ author: therapist }), refusal('chain-forgotten'));
});

test('nobody without the root has a file forgotten', async () => {
  const shelf = await opened();
  const approvals = [await approve(first, { ...asked, requester: colleague.id })];
  await assert.rejects(
    shelf.add({ author: colleague, kind: 'forget', content: null, approvals }),
    refusal('chain-author-not-reader'),
  );
});

const roles = { patient, guardian } as const;
const scopes: readonly Scope[] = ['root', 'clinical', 'contact', 'shared', 'guardian'];

for (const role of ['patient', 'guardian'] as const) {
  test(`a ${role} holds the one scope that is theirs, also after a rotation`, async () => {
    const shelf = await opened();
    const members: readonly FileMember[] = [{ role, keys: roles[role].keys }];
    const allowed = role === 'patient' ? 'shared' : 'guardian';
    for (const scope of scopes.filter((one) => one !== allowed))
      await assert.rejects(
        shelf.add({
          author: therapist,
          kind: 'share',
          access: [access(roles[role], scope)],
          members,
        }),
        refusal('chain-access-invalid'),
      );
    const line = access(roles[role], allowed);
    await shelf.add({ author: therapist, kind: 'share', access: [line], members });
    const rotate = (access_: readonly Access[]) =>
      shelf.add({ author: therapist, kind: 'rotate', access: access_ });
    const root = access(therapist, 'root');
    await assert.rejects(
      rotate([root, access(roles[role], 'clinical')]),
      refusal('chain-access-invalid'),
    );
    await rotate([root, line]);
    assert.deepEqual(shelf.state?.readers.get(roles[role].id)?.scopes, [allowed]);
  });
}
