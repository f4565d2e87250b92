import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { access, DAY, fixed, person, refusal, Shelf } from '../test-scene.ts';
import { idBytes } from '../ids.ts';
import type { Identity } from '../open/identity.ts';
import type { LoanLine } from './access.ts';
import { mayOpen } from './chain.ts';
import { checkLoans, loansOn, MAX_LOAN_DAYS } from './loan.ts';

const trainee = await person('trainee');
const supervisor = await person('supervisor');
const patient = await person('patient');

function loan(reader: Identity, entry: number, until = DAY + 14, generation = 1): LoanLine {
  const grant = fixed(`loan ${reader.id} ${String(entry)} ${String(until)}`, 32);
  return { reader: idBytes(reader.id), generation, scope: 'entry', entry, until, grant };
}

/** A file with two notes: entries 1 and 2. */
async function notes(): Promise<Shelf> {
  const shelf = new Shelf();
  await shelf.add({
    author: trainee,
    access: [access(trainee, 'root'), access(patient, 'shared')],
  });
  await shelf.add({ author: trainee });
  await shelf.add({ author: trainee });
  return shelf;
}

function lend(shelf: Shelf, lines: readonly LoanLine[], author = trainee, day?: number) {
  const when = day === undefined ? {} : { day };
  return shelf.add({ author, kind: 'share', access: lines, content: null, ...when });
}

const held = (shelf: Shelf) => shelf.state?.readers.get(supervisor.id);

test('one entry is lent: it opens no compartment and lets nobody write or lend', async () => {
  const shelf = await notes();
  await lend(shelf, [loan(supervisor, 1)]);
  assert.deepEqual(held(shelf), {
    generation: 1,
    scopes: [],
    loans: [{ entry: 1, until: DAY + 14 }],
  });
  const { state } = shelf;
  assert.ok(state !== undefined && !mayOpen(state, supervisor.id, 'clinical'));
  const no = refusal('chain-author-not-reader');
  await assert.rejects(shelf.add({ author: supervisor }), no);
  await assert.rejects(lend(shelf, [loan(supervisor, 2)], supervisor), no);
});

describe('a loan is refused', () => {
  const rows: readonly [string, LoanLine][] = [
    ['of an entry that is not there yet', loan(supervisor, 3)],
    ['of itself', loan(supervisor, 4)],
    ['that has ended already', loan(supervisor, 1, DAY - 1)],
    ['for longer than a year', loan(supervisor, 1, DAY + MAX_LOAN_DAYS + 1)],
    ['in an older generation', loan(trainee, 1, DAY, 0)],
  ];
  for (const [name, line] of rows)
    test(name, async () => {
      await assert.rejects(lend(await notes(), [line]), refusal('chain-access-invalid'));
    });

  test('in the first entry, where nothing can be lent', async () => {
    const lines = [access(trainee, 'root'), loan(supervisor, 0)];
    const opening = new Shelf().add({ author: trainee, access: lines });
    await assert.rejects(opening, refusal('chain-access-invalid'));
  });

  test('of an entry without a body', () => {
    const line = { access: [loan(supervisor, 1)] };
    assert.throws(() => checkLoans(line, () => false), refusal('chain-access-invalid'));
    assert.doesNotThrow(() => checkLoans(line, (seq) => seq === 1));
  });

  test('by somebody who holds less than the root', async () => {
    const shelf = await notes();
    const lines = [loan(supervisor, 1)];
    await assert.rejects(lend(shelf, lines, patient), refusal('chain-author-not-reader'));
  });
});

test('several at once, each with its own end; a later end takes the place of an earlier', async () => {
  const shelf = await notes();
  await lend(shelf, [loan(supervisor, 1, DAY + 3), loan(supervisor, 2, DAY + 9)]);
  for (const until of [DAY + 3, DAY + 2])
    await assert.rejects(
      lend(shelf, [loan(supervisor, 1, until)]),
      refusal('chain-access-invalid'),
    );
  await lend(shelf, [loan(supervisor, 1, DAY + 5)]);
  assert.deepEqual(held(shelf)?.loans, [
    { entry: 2, until: DAY + 9 },
    { entry: 1, until: DAY + 5 },
  ]);
  assert.deepEqual(loansOn(held(shelf)?.loans, DAY + 6), [{ entry: 2, until: DAY + 9 }]);
  // What has ended goes with the next loan, and may be lent again.
  await lend(shelf, [loan(supervisor, 1, DAY + 20)], trainee, DAY + 12);
  assert.deepEqual(held(shelf)?.loans, [{ entry: 1, until: DAY + 20 }]);
});

test('a loan and a share of the whole do not disturb each other', async () => {
  const shelf = await notes();
  await lend(shelf, [loan(supervisor, 1)]);
  const until = DAY + 30;
  const share = { ...access(supervisor, 'root'), until };
  await shelf.add({ author: trainee, kind: 'share', access: [share], content: null });
  await lend(shelf, [loan(supervisor, 2)]);
  assert.deepEqual(held(shelf), {
    generation: 1,
    scopes: ['root'],
    until,
    loans: [
      { entry: 1, until: DAY + 14 },
      { entry: 2, until: DAY + 14 },
    ],
  });
});

test('a rotation names the loans that go on, the others end', async () => {
  const shelf = await notes();
  await lend(shelf, [loan(supervisor, 1), loan(supervisor, 2)]);
  const lines = [access(trainee, 'root'), loan(supervisor, 2)];
  await shelf.add({ author: trainee, kind: 'rotate', access: lines, content: null });
  assert.deepEqual(held(shelf)?.loans, [{ entry: 2, until: DAY + 14 }]);
});
