import assert from 'node:assert/strict';
import { test } from 'node:test';
import { access, person, refusal, Shelf } from '../test-scene.ts';

const therapist = await person('therapist');
const patient = await person('patient');

/** A file whose patient has been let in. */
async function opened(): Promise<Shelf> {
  const shelf = new Shelf();
  await shelf.add({ author: therapist, access: [access(therapist, 'root')] });
  await shelf.add({
    author: therapist,
    kind: 'share',
    content: null,
    members: [{ role: 'patient', keys: patient.keys }],
    access: [access(patient, 'shared')],
  });
  return shelf;
}

test('a member keeps their role: the patient is never let in as a guardian besides', async () => {
  const shelf = await opened();
  await assert.rejects(
    shelf.add({
      author: therapist,
      kind: 'share',
      content: null,
      members: [{ role: 'guardian', keys: patient.keys }],
      access: [access(patient, 'guardian')],
    }),
    refusal('chain-access-invalid'),
  );
  assert.equal(shelf.state?.members.get(patient.id)?.role, 'patient');
});

test('who was taken out is let in again as what they are, without their keys anew', async () => {
  const shelf = await opened();
  const rotation = { author: therapist, kind: 'rotate' as const, content: null };
  await shelf.add({ ...rotation, access: [access(therapist, 'root')] });
  assert.equal(shelf.state?.readers.has(patient.id), false);
  const again = { author: therapist, kind: 'share' as const, content: null };
  await assert.rejects(
    shelf.add({ ...again, access: [access(patient, 'clinical')] }),
    refusal('chain-access-invalid'),
  );
  await shelf.add({ ...again, access: [access(patient, 'shared')] });
  await shelf.add({ author: patient, compartment: 'shared' });
  for (const compartment of ['clinical', 'guardian', 'contact'] as const)
    await assert.rejects(
      shelf.add({ author: patient, compartment }),
      refusal('chain-author-not-reader'),
    );
});
