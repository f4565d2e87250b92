import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idOf, type PrincipalId } from '@vaiti/core';
import { foundSmallPractice, newPatient, readTexts, ServerProcess } from '@vaiti/testkit';
import { ClientError } from '../errors.ts';
import { giveRole } from './found.ts';
import { readLedger } from './ledger-read.ts';

const refused = (error: unknown) => error instanceof ClientError && error.code === 'not-found';

test('an auditor sees who read and wrote in every file, and opens none', async () => {
  const server = await ServerProcess.start();
  try {
    const { open, people } = await foundSmallPractice({
      url: server.url,
      setupToken: server.setupToken(),
    });
    const [founder, therapist] = [await open('founder'), await open('therapist')];
    const file = await newPatient(therapist, { texts: ['Yksi'] });
    await readTexts(therapist, file);
    await assert.rejects(readLedger(therapist, 0), refused);
    await assert.rejects(readLedger(founder, 0), refused);
    await giveRole(founder, people.eve.identity.id, 'auditor', null);
    const auditor = await open('eve');
    await assert.rejects(readTexts(auditor, file), refused);

    const { leaves, more } = await readLedger(auditor, 0);
    assert.equal(more, false);
    const about = leaves.flatMap(({ opening }) =>
      opening.kind !== 'roster' && idOf(opening.file) === file ? [opening] : [],
    );
    assert.deepEqual(
      about.map(({ counter }) => counter),
      about.map((_, i) => i + 1),
    );
    const [first] = about;
    assert.ok(first?.kind === 'append');
    assert.equal(idOf<PrincipalId>(first.author), people.therapist.identity.id);
    assert.ok(about.some(({ kind }) => kind === 'read'));
    const last = await readLedger(auditor, leaves.length - 1);
    assert.deepEqual(last.leaves[0], leaves.at(-1));
  } finally {
    await server.dispose();
  }
});
