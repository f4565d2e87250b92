import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { converse, Place, run, serve, type Served } from '../test-cli.ts';

const place = new Place();
const therapist = { VAITI_PASSWORD: 'correct horse battery' };
let server: Served;

const BORN = String(new Date().getUTCFullYear() - 12);
before(async () => {
  const names = ['--practice', 'Lumme', '--centre', 'Tampere', '--name', 'Helmi Saarinen'];
  const founded = await run(place, ['init', ...names, '--therapist'], { env: therapist });
  assert.equal(founded.code, 0, founded.err);
  server = await serve(place);
  const path = place.path('Patient.ndjson');
  const patients = [
    { resourceType: 'Patient', id: '1', name: [{ family: 'Virtanen', given: ['Aino'] }] },
    { resourceType: 'Patient', id: '2', name: [{ family: 'Lehto', given: ['Onni'] }] },
  ];
  const [minor, adult] = patients.map((one, i) => ({
    ...one,
    birthDate: i === 0 ? `${BORN}-05-01` : '1980-05-01',
  }));
  writeFileSync(path, `${JSON.stringify(minor)}\n${JSON.stringify(adult)}\n`);
  const imported = await as(therapist, 'import', 'fhir', path);
  assert.equal(imported.code, 0, imported.err);
});
after(async () => {
  await server.stop();
  place.remove();
});

interface Person {
  readonly VAITI_HOME: string;
  readonly VAITI_PASSWORD: string;
}

function as(person: Partial<Person>, ...args: readonly string[]) {
  return run(place, args, { env: { ...person, VAITI_SERVER: server.url } });
}

const outsider = (nickname: string): Person => ({
  VAITI_HOME: place.path(nickname),
  VAITI_PASSWORD: `a password of ${nickname}`,
});

const FINGERPRINT = /Fingerprint: ([0-9a-f ]{79})/;
const WORDS = /Words: (.+)/;

test('a guardian is invited at a visit, joins, sees what is theirs, and is taken out', async () => {
  const mari = outsider('mari');
  const env = { ...therapist, VAITI_SERVER: server.url };
  const args = ['--role', 'guardian', '--name', 'Mari Virtanen', '--fingerprint-stdin'];
  const lead = converse(place, ['patients', 'invite', 'Virtanen', ...args], env);
  const joinEnv = { ...mari, VAITI_SERVER: server.url, VAITI_INVITATION: await lead.line(WORDS) };
  const joined = converse(place, ['join'], joinEnv);
  const fingerprint = await joined.line(FINGERPRINT);
  assert.equal(await lead.line(FINGERPRINT), fingerprint);
  lead.type(fingerprint);
  const [invited, finished] = await Promise.all([lead.done, joined.done]);
  assert.equal(invited.code, 0, invited.err);
  assert.equal(finished.code, 0, finished.err);
  assert.match(finished.out, /You can read what Lumme opens to you/);

  const last = `${String(Number(BORN) + 18)}-04-30`;
  const access = await as(therapist, 'patients', 'access', 'Virtanen');
  assert.match(access.out, new RegExp(`Mari Virtanen +Guardian +\\S+ +${last} +Helmi Saarinen`));
  const shown = await as(mari, 'show');
  assert.equal(shown.code, 0, shown.err);
  assert.match(shown.out, new RegExp(`Aino Virtanen, Lumme \\(Guardian, until ${last}\\)`));
  assert.match((await as(mari, 'patients')).out, /Aino Virtanen +Lumme +Guardian +0/);
  for (const command of [['invitations'], ['leave', 'Helmi'], ['patients', 'access', 'Virtanen']]) {
    const refused = await as(mari, ...command);
    assert.notEqual(refused.code, 0, command.join(' '));
  }

  const stopped = await as(therapist, 'patients', 'stop', 'Virtanen', 'mari', '--yes');
  assert.equal(stopped.code, 0, stopped.err);
  assert.notEqual((await as(mari, 'show')).code, 0);
  assert.doesNotMatch((await as(therapist, 'patients', 'access', 'Virtanen')).out, /Mari/);
});

test('guardians of adults, other fingerprints and unknown invitations are refused', async () => {
  const guardian = ['--role', 'guardian', '--name', 'Mari'];
  const adult = await as(therapist, 'patients', 'invite', 'Lehto', ...guardian, '--no-wait');
  assert.equal(adult.code, 1);
  assert.match(adult.err, /not-a-minor/);
  const nameless = await as(therapist, 'patients', 'invite', 'Virtanen', '--role', 'guardian');
  assert.equal(nameless.code, 2);
  const put = await as(therapist, 'patients', 'invite', 'Lehto', '--role', 'patient', '--no-wait');
  assert.equal(put.code, 0, put.err);
  const id = /patients confirm ([0-9a-f]{32})/.exec(put.err)?.[1] ?? '';
  const eve = outsider('eve');
  const joined = converse(place, ['join'], {
    ...eve,
    VAITI_SERVER: server.url,
    VAITI_INVITATION: WORDS.exec(put.out)?.[1] ?? '',
  });
  const fingerprint = await joined.line(FINGERPRINT);
  const wrong = fingerprint.replace(/^./, (first) => (first === '0' ? '1' : '0'));
  const env = { ...therapist, VAITI_SERVER: server.url };
  const confirming = converse(place, ['patients', 'confirm', id, '--fingerprint-stdin'], env);
  confirming.type(wrong);
  const refused = await confirming.done;
  assert.equal(refused.code, 1);
  assert.match(refused.err, /fingerprint-changed/);
  joined.kill();
  assert.doesNotMatch((await as(therapist, 'patients', 'access', 'Lehto')).out, /Patient/);
});
