import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { newPatient, type PersonaName, type SmallPractice } from '@vaiti/testkit';
import { type Finished, Place, run, serve, type Served } from '../test-cli.ts';
import { envOf, foundNamed } from '../test-practice.ts';

const place = new Place();
let server: Served;
let practice: SmallPractice;

before(async () => {
  server = await serve(place);
  practice = await foundNamed(place, server);
});
after(async () => {
  await server.stop();
  place.remove();
});

function as(name: PersonaName, args: readonly string[], input = ''): Promise<Finished> {
  return run(place, args, {
    input,
    env: envOf(place, server, practice.people[name]),
  });
}

function succeeded(done: Finished): string {
  assert.equal(done.code, 0, done.err);
  return done.out;
}

test('a trainee’s notes go to the supervisor whom an administrator entered, one by one', async () => {
  await newPatient(await practice.open('therapist'), { texts: ['Ensimmäinen.', 'Toinen.'] });
  const set = ['supervise', 'set', 'Töyrylä', 'Nygård'];
  assert.equal((await as('eve', set)).code, 1, 'administrators alone');
  assert.match(succeeded(await as('founder', set)), /Märta Nygård now looks at the notes of Onni/);
  const lend = ['share', 'Koivu', 'Nygård', '--note', '2'];
  assert.match(succeeded(await as('therapist', lend)), /can read note 2 of .*, and nothing else/);
  const [, note = ''] =
    /^([0-9a-f]{8}\/2) /m.exec(succeeded(await as('colleague', ['supervise']))) ?? [];
  const opened = succeeded(await as('colleague', ['supervise', 'open', note]));
  assert.match(opened, /Onni Töyrylä/);
  assert.match(opened, /Toinen\./);
  assert.doesNotMatch(opened, /Ensimmäinen/);
  assert.equal((await as('colleague', ['supervise', 'open', note.replace('/2', '/1')])).code, 1);
});

test('nothing is forgotten before its time, alone, or by a slip of the hand', async () => {
  const listed = succeeded(await as('therapist', ['retention', '--all']));
  assert.match(listed, /Koivu +must be kept +kept until 2110-01-13: 120 years from birth/);
  const early = await as('therapist', ['forget', 'Koivu']);
  assert.equal(early.code, 1);
  assert.match(early.err, /must be kept/);
  const forget = ['forget', 'Koivu', '--before-retention', 'GDPR 17(1)(d)'];
  const asked = succeeded(await as('therapist', forget));
  const [, id = ''] = /vaiti forget ([0-9a-f]{8}) --approve/.exec(asked) ?? [];
  assert.equal((await as('eve', ['forget', id, '--approve', '--yes'])).code, 1);
  const unsure = await as('founder', ['forget', id, '--approve']);
  assert.match(unsure.out, /GDPR 17/);
  assert.equal(unsure.code, 1, 'it is asked first');
  succeeded(await as('founder', ['forget', id, '--approve', '--yes']));
  const slip = await as('therapist', [...forget, '--confirm-stdin'], 'Testi Koivo\n');
  assert.equal(slip.code, 1);
  assert.match(succeeded(await as('therapist', ['show', 'Koivu'])), /Toinen/);
});

test('a forgotten file is gone, its end is proved, and the stopped store shows nothing', async () => {
  cpSync(place.data, place.path('before'), { recursive: true });
  const forget = ['forget', 'Koivu', '--before-retention', 'GDPR 17(1)(d)', '--confirm-stdin'];
  assert.match(
    succeeded(await as('therapist', forget, 'Testi Koivu\n')),
    /is forgotten: \d+ signed/,
  );
  for (const name of ['therapist', 'founder'] as const)
    assert.match(succeeded(await as(name, ['verify'])), /ended on .*nothing opens; backups noise/);
  assert.match(succeeded(await as('founder', ['forget'])), /asked by Onni Töyrylä: done/);
  await server.stop();
  const check = ['check', 'forgotten', '--data', place.data, '--before', place.path('before')];
  assert.match(succeeded(await run(place, check)), /Nothing of them is left/);
  assert.equal((await run(place, ['check', 'forgotten', '--data', place.path('none')])).code, 1);
  server = await serve(place);
});
