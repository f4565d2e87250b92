import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { newPatient, type PersonaName, type SmallPractice } from '@vaiti/testkit';
import { converse, type Finished, Place, run, serve, type Served } from '../test-cli.ts';
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

const as = (name: PersonaName, ...args: readonly string[]): Promise<Finished> =>
  run(place, args, { env: envOf(place, server, practice.people[name]) });

function succeeded(done: Finished): Finished {
  assert.equal(done.code, 0, done.err);
  return done;
}

const FINGERPRINT = /Fingerprint: ([0-9a-f ]{79})/;
const WORDS = /Words: (.+)/;
const CODE = /^ {2}(VAITI-SHEET-1:\S+)$/gm;

/** Names and sizes of everything in a folder. */
function inventory(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return names.map((name) => `${name} ${String(statSync(join(folder, name)).size)}`);
}

test('sheets: made, rehearsed on a copy, used with a new password, void', async () => {
  await newPatient(await practice.open('therapist'), { texts: ['Käynti.'] });
  const made = succeeded(await as('therapist', 'ceremony', 'split', '--of', '3', '--need', '2'));
  const codes = [...made.out.matchAll(CODE)].map((match) => match[1] ?? '');
  assert.equal(codes.length, 3);
  const [one = '', two = '', three = ''] = codes;
  const pages = place.path('sheets');
  assert.equal((await as('therapist', 'ceremony', 'split', '--of', '2', '--need', '3')).code, 2);

  const copy = place.path('copy');
  cpSync(place.data, copy, { recursive: true });
  const before = inventory(copy);
  const rehearse = ['ceremony', 'rehearse', '--copy', copy, '--sheets-stdin', '--note'];
  const tried = await run(place, rehearse, {
    env: envOf(place, server, practice.people.therapist),
    input: `${one}\n${three}\n`,
  });
  assert.match(succeeded(tried).out, /opened a file of \d/);
  assert.deepEqual(inventory(copy), before, 'the copy is as it was');
  rmSync(copy, { recursive: true });
  const missing = await run(place, rehearse, {
    env: envOf(place, server, practice.people.therapist),
    input: `${one}\n${two}\n`,
  });
  assert.match(missing.err, /There is no folder/);
  assert.match(succeeded(await as('colleague', 'people')).out, /Onni.*2 of 3, rehearsed/);

  const combine = ['ceremony', 'combine', '--sheets-stdin', '--void-after'];
  const env = { VAITI_SERVER: server.url, VAITI_HOME: place.path('new-device') };
  const back = { ...env, VAITI_NEW_PASSWORD: 'hiljainen metsä taas' };
  const few = await run(place, combine, { env: back, input: `${one}\n` });
  assert.match(few.err, /There is 1 sheet, 2 are needed/);
  const typo = await run(place, combine, { env: back, input: 'abandon\n' });
  assert.match(typo.err, /sheet 1: there are 1 words/);
  const twice = await run(place, combine, { env: back, input: `${one}\n${one}\n` });
  assert.match(twice.err, /was given already/);
  const came = await run(place, combine, { env: back, input: `${three}\n${two}\n` });
  assert.match(succeeded(came).out, /The sheets are void/);
  const password = { VAITI_PASSWORD: 'hiljainen metsä taas' };
  const patients = await run(place, ['patients'], { env: { ...env, ...password } });
  assert.match(succeeded(patients).out, /Koivu/);
  assert.equal((await as('therapist', 'patients')).code, 1, 'what was lost stopped');
  const void_ = await run(place, combine, { env: back, input: `${one}\n${two}\n` });
  assert.equal(void_.code, 1);
  const gone = await run(place, ['people'], { env: { ...env, ...password } });
  assert.match(succeeded(gone).out, /Onni.* -$/m);

  const printed = await run(
    place,
    ['ceremony', 'split', '--of', '2', '--need', '2', '--out', pages],
    {
      env: { ...env, ...password },
    },
  );
  assert.equal(succeeded(printed).out.split('\n').filter(Boolean).length, 2);
  assert.match(readFileSync(join(pages, 'sheet-1-of-2.pdf'), 'latin1'), /\(Sheet 1 of 2\)/);
});

test('lost everything: invited back, compared, at work again, files given back', async () => {
  const shared = [{ reader: practice.people.eve.identity.id, scope: 'root' as const }];
  await newPatient(await practice.open('colleague'), { texts: ['Ennen.'], readers: shared });
  const lead = converse(
    place,
    ['invite', 'Nygård', '--recover', '--fingerprint-stdin'],
    envOf(place, server, practice.people.founder),
  );
  const home = { VAITI_SERVER: server.url, VAITI_HOME: place.path('marta-again') };
  const again = { ...home, VAITI_PASSWORD: 'uusi alku tänään' };
  const words = await lead.line(WORDS);
  const joined = converse(place, ['join'], { ...again, VAITI_INVITATION: words });
  const fingerprint = await joined.line(FINGERPRINT);
  lead.type(fingerprint);
  const [invited, finished] = await Promise.all([lead.done, joined.done]);
  assert.match(succeeded(invited).out, /new keys are entered/);
  succeeded(finished);

  const own = await run(place, ['recover'], { env: again });
  assert.match(succeeded(own).out, /1 file waits .* Solveig/);
  assert.equal((await as('colleague', 'patients')).code, 1, 'the lost keys are out');
  const told = succeeded(await as('eve', 'recover'));
  assert.match(told.out, /Märta Nygård got new keys .*1 shared file waits/);
  assert.match(told.out, new RegExp(fingerprint));
  const wrong = await run(place, ['recover', 'regrant', 'Nygård', '--fingerprint-stdin'], {
    env: envOf(place, server, practice.people.eve),
    input: `${fingerprint.replace(/^./, (c) => (c === '0' ? '1' : '0'))}\n`,
  });
  assert.match(wrong.err, /fingerprint-changed/);
  const given = await run(place, ['recover', 'regrant', 'Nygård', '--fingerprint-stdin'], {
    env: envOf(place, server, practice.people.eve),
    input: `${fingerprint}\n`,
  });
  assert.match(succeeded(given).out, /opens 1 file again/);
  const patients = await run(place, ['patients'], { env: again });
  assert.match(succeeded(patients).out, /Koivu/);
  assert.match(succeeded(await run(place, ['recover'], { env: again })).out, /Nothing waits/);
  assert.match(succeeded(await as('founder', 'people')).out, /Märta Nygård got new keys .*Helmi/);
});

test('with a second administrator the new keys wait for their word', async () => {
  const eve = practice.people.eve.identity.id;
  const { giveRole } = await import('@vaiti/client');
  await giveRole(await practice.open('founder'), eve, 'administrator', null);
  const invited = await as('founder', 'invite', 'Hämäläinen', '--recover', '--no-wait');
  const id = /confirm ([0-9a-f]{32})/.exec(succeeded(invited).err)?.[1] ?? '';
  const env = {
    VAITI_SERVER: server.url,
    VAITI_HOME: place.path('paivi-again'),
    VAITI_PASSWORD: 'uusi alku tänään',
    VAITI_INVITATION: WORDS.exec(invited.out)?.[1] ?? '',
  };
  const joined = converse(place, ['join'], env);
  const input = `${await joined.line(FINGERPRINT)}\n`;
  const first = ['invitations', 'confirm', id, '--fingerprint-stdin'];
  succeeded(await run(place, first, { env: envOf(place, server, practice.people.founder), input }));
  const second = ['confirm', 'Päivi Hämäläinen', '--fingerprint-stdin'];
  const own = await run(place, second, {
    env: envOf(place, server, practice.people.founder),
    input,
  });
  assert.match(own.err, /roster-confirm-own/);
  assert.match(succeeded(await as('eve', 'confirm')).out, /Päivi Hämäläinen has made new keys/);
  const confirmed = await run(place, second, {
    env: envOf(place, server, practice.people.eve),
    input,
  });
  assert.match(succeeded(confirmed).out, /count now/);
  succeeded(await joined.done);
});
