import assert from 'node:assert/strict';
import { test } from 'node:test';
import { access, DAY, person, refusal, Shelf } from '../test-scene.ts';
import { hasEnded } from './readers.ts';

const therapist = await person('therapist');
const colleague = await person('colleague');
const until = (day: number) => ({ ...access(colleague, 'root'), until: day });

async function shared(day: number): Promise<Shelf> {
  const shelf = new Shelf();
  await shelf.add({ author: therapist, access: [access(therapist, 'root')] });
  await shelf.add({ author: therapist, kind: 'share', access: [until(day)], content: null });
  return shelf;
}

test('the last day counts, the day after does not', async () => {
  const shelf = await shared(DAY + 1);
  await shelf.add({ author: colleague, day: DAY + 1 });
  await assert.rejects(
    shelf.add({ author: colleague, day: DAY + 2 }),
    refusal('chain-author-not-reader'),
  );
  const line = access(colleague, 'contact');
  const sharing = { author: colleague, kind: 'share' as const, day: DAY + 2, access: [line] };
  await assert.rejects(shelf.add(sharing), refusal('chain-author-not-reader'));
  await shelf.add({ author: therapist, day: DAY + 2 });
  const reader = shelf.state?.readers.get(colleague.id) ?? { scopes: [], generation: 0 };
  assert.deepEqual(
    [DAY, DAY + 1, DAY + 2].map((day) => hasEnded(reader, day)),
    [false, false, true],
  );
});

test('one reader has one end in an epoch; a new epoch gives another', async () => {
  const shelf = await shared(DAY + 1);
  const contact = { ...access(colleague, 'contact'), until: DAY + 9 };
  for (const line of [contact, access(colleague, 'contact')])
    await assert.rejects(
      shelf.add({ author: therapist, kind: 'share', access: [line] }),
      refusal('chain-access-invalid'),
    );
  const lines = [access(therapist, 'root'), until(DAY + 9)];
  await shelf.add({ author: therapist, kind: 'rotate', access: lines, content: null });
  await shelf.add({ author: colleague, day: DAY + 9 });
});

test('a root without an end remains', async () => {
  const shelf = new Shelf();
  const only = { ...access(therapist, 'root'), until: DAY };
  await assert.rejects(
    shelf.add({ author: therapist, access: [only] }),
    refusal('chain-author-not-reader'),
  );
  const begun = await shared(DAY + 1);
  await assert.rejects(
    begun.add({ author: therapist, kind: 'rotate', access: [until(DAY + 1)], content: null }),
    refusal('chain-access-invalid'),
  );
});
