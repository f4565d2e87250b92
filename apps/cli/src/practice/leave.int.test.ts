import assert from 'node:assert/strict';
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

function as(name: PersonaName, ...args: readonly string[]): Promise<Finished> {
  return run(place, args, {
    env: envOf(place, server, practice.people[name]),
  });
}

function succeeded(done: Finished): Finished {
  assert.equal(done.code, 0, done.err);
  return done;
}

test('a file is shared for a time, and no longer', async () => {
  await newPatient(await practice.open('therapist'), { texts: ['Käynti.'] });
  assert.doesNotMatch(succeeded(await as('colleague', 'patients')).out, /Koivu/);
  const shared = await as('therapist', 'share', 'Koivu', 'Nygård', '--until', '2099-01-31');
  assert.match(succeeded(shared).out, /Märta Nygård can read the file of .*Koivu.* 2099-01-31/);
  assert.match(succeeded(await as('colleague', 'patients')).out, /Koivu/);

  const past = await as('therapist', 'share', 'Koivu', 'Nygård', '--until', '2020-01-31');
  assert.equal(past.code, 1);
  const noDate = await as('therapist', 'share', 'Koivu', 'Nygård', '--until', 'tomorrow');
  assert.equal(noDate.code, 2);
  assert.match((await as('therapist', 'share', 'Koivu', 'Nobody')).err, /Nobody/);

  const asked = await as('therapist', 'share', 'Koivu', 'Nygård', '--stop');
  assert.equal(asked.code, 1);
  assert.match(asked.err, /cannot be undone/);
  assert.match(succeeded(await as('colleague', 'patients')).out, /Koivu/, 'nothing was changed');
  succeeded(await as('therapist', 'share', 'Koivu', 'Nygård', '--stop', '--yes'));
  assert.doesNotMatch(succeeded(await as('colleague', 'patients')).out, /Koivu/);
});

test('a caseload is handed over, then its therapist leaves', async () => {
  const early = await as('founder', 'leave', 'Töyrylä', '--yes');
  assert.equal(early.code, 1, 'files would be left that nobody can open');
  assert.match(early.err, /colleague first/);
  const handing = ['hand-over', 'Töyrylä', '--to', 'Nygård', '--consent', 'suullisesti'];
  assert.match(succeeded(await as('therapist', ...handing)).out, /1 file of Onni Töyrylä/);
  assert.match(succeeded(await as('colleague', 'show', 'Koivu')).out, /suullisesti/);

  assert.equal((await as('colleague', 'leave', 'Töyrylä', '--yes')).code, 1);
  assert.equal((await as('founder', 'leave', 'Töyrylä')).code, 1, 'it is asked first');
  const left = succeeded(await as('founder', 'leave', 'Töyrylä', '--yes'));
  assert.match(left.out, /has left/);
  assert.match(left.out, /1 file waits/, 'the directory is sealed anew already');
  assert.equal((await as('therapist', 'patients')).code, 1);

  assert.match(succeeded(await as('colleague', 'rotate')).out, /1 file sealed anew/);
  assert.match(succeeded(await as('colleague', 'rotate')).out, /No file sealed anew/);
  assert.doesNotMatch(succeeded(await as('founder', 'rotate')).out, /waits/);
  assert.match(succeeded(await as('colleague', 'show', 'Koivu')).out, /Käynti/);
});
