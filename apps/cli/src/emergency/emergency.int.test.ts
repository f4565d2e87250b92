import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { giveRole } from '@vaiti/client';
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

test('a council is set, keys are shared out, and a quorum opens one file', async () => {
  const file = await newPatient(await practice.open('therapist'), { texts: ['Salaisuus'] });
  const alone = await as('founder', 'council', 'set', 'Märta', '--yes');
  assert.equal(alone.code, 1);
  assert.match(alone.err, /council of 1 cannot need 2/);
  const names = ['Märta', 'Päivi', 'Helmi'];
  const set = succeeded(await as('founder', 'council', 'set', ...names, '--need', '2', '--yes'));
  assert.match(set.out, /Märta Nygård is a break-glass officer now[\s\S]*The council is set/);
  const before_ = succeeded(await as('founder', 'council'));
  assert.match(before_.out, /2 of 3 officers: Märta Nygård, Päivi Hämäläinen, Helmi Saarinen/);
  assert.match(before_.out, /1 file in the practice lacks a quorum/);
  const split = succeeded(await as('therapist', 'council', 'split'));
  assert.match(split.out, /The key of 1 file is shared out/);

  const nowhere = await as('eve', 'emergency', 'ask', '00'.repeat(16), '--reason', 'x');
  assert.match(nowhere.err, /This cannot be asked for/);
  const reason = 'Potilas päivystyksessä.';
  const asked = succeeded(await as('eve', 'emergency', 'ask', file, '--reason', reason));
  const id = /request ([0-9a-f]{8})/.exec(asked.out)?.[1] ?? '';
  const approve = async (name: PersonaName) =>
    succeeded(await as(name, 'emergency', 'approve', id, '--yes'));
  const seen = await approve('colleague');
  assert.match(seen.out, /Asked by Solveig Sjöblom\nFingerprint: (?:[0-9a-f]{4} ?){16}\n/);
  assert.ok(seen.out.includes(reason) && seen.out.includes(file));
  const early = await as('eve', 'emergency', 'open', id, '--told', 'x');
  assert.equal(early.code, 1);
  assert.match(early.err, /1 of 2 approvals hold[\s\S]*Not enough officers/);
  const declined = succeeded(await as('founder', 'emergency', 'decline', id));
  assert.match(declined.out, /the others see it/);
  await approve('reception');
  const told = 'Avattiin päivystyksen pyynnöstä.';
  const opened = succeeded(await as('eve', 'emergency', 'open', id, '--told', told));
  assert.match(opened.out, /Salaisuus/);
  assert.ok(opened.out.includes(told));

  const team = succeeded(await as('therapist', 'emergency'));
  assert.match(
    team.out,
    /opened {2}Solveig Sjöblom[\s\S]*Approved by Märta Nygård, Päivi Hämäläinen/,
  );
  assert.ok(!team.out.includes(reason), 'the reason is for those who decide');
  assert.ok(succeeded(await as('therapist', 'show', file)).out.includes(told));
  assert.match(succeeded(await as('therapist', 'verify')).out, /Faults +0\nEverything holds/);
  succeeded(await as('eve', 'emergency', 'close', file));
  const gone = await as('eve', 'show', file);
  assert.equal(gone.code, 1);

  const founder = await practice.open('founder');
  await giveRole(founder, practice.people.therapist.identity.id, 'privacy-officer', null);
  const review = ['emergency', 'review', id, '--finding', 'justified'] as const;
  assert.match(succeeded(await as('therapist', ...review)).out, /Recorded: justified/);
});

test('where there are two administrators the other one confirms a council', async () => {
  const founder = await practice.open('founder');
  await giveRole(founder, practice.people.colleague.identity.id, 'administrator', null);
  const wish = ['council', 'set', 'Päivi', 'Solveig', '--yes'] as const;
  assert.match(succeeded(await as('founder', ...wish)).out, /The council is proposed/);
  const own = await as('founder', 'confirm', 'council');
  assert.equal(own.code, 1);
  const waits = succeeded(await as('colleague', 'confirm'));
  assert.match(waits.out, /proposed by Helmi Saarinen[\s\S]*2 of 2 officers: Päivi/);
  const done = succeeded(await as('colleague', 'confirm', 'council'));
  assert.match(done.out, /The council counts now/);
});
