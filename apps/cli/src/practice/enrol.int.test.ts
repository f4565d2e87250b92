import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Place, run, serve, type Served } from '../test-cli.ts';

const place = new Place();
const founder = { VAITI_PASSWORD: 'correct horse battery' };
let server: Served;

before(async () => {
  const names = ['--practice', 'Lumme', '--centre', 'Tampere', '--name', 'Helmi Saarinen'];
  const founded = await run(place, ['init', ...names, '--therapist'], { env: founder });
  assert.equal(founded.code, 0, founded.err);
  server = await serve(place);
});
after(async () => {
  await server.stop();
  place.remove();
});

interface Person {
  readonly VAITI_SECRET_KEY: string;
  readonly VAITI_PASSWORD: string;
}

function as(person: Partial<Person>, ...args: readonly string[]) {
  return run(place, args, { env: { ...person, VAITI_SERVER: server.url } });
}

async function enrol(name: string, ...args: readonly string[]): Promise<Person> {
  const done = await as(founder, 'enrol', name, ...args);
  assert.equal(done.code, 0, done.err);
  return {
    VAITI_SECRET_KEY: /Secret Key: (\S+)/.exec(done.out)?.[1] ?? '',
    VAITI_PASSWORD: /First password: (\S+)/.exec(done.out)?.[1] ?? '',
  };
}

test('a second founding is refused', async () => {
  const again = await run(
    place,
    ['init', '--practice', 'X', '--centre', 'Y', '--name', 'Z', '--server', server.url],
    { env: { ...founder, VAITI_SETUP_TOKEN: 'x'.repeat(43) } },
  );
  assert.equal(again.code, 1);
});

test('people who are enrolled read what is opened to them, and go on when others join', async () => {
  const first = await enrol('Päivi Hämäläinen', '--role', 'reception', '--centre', 'tampere');
  const path = place.path('Patient.ndjson');
  writeFileSync(path, '{"resourceType":"Patient","id":"1","name":[{"family":"Virtanen"}]}\n');
  const imported = await as(founder, 'import', 'fhir', path);
  assert.equal(imported.code, 0, imported.err);
  assert.match((await as(first, 'patients')).out, /Virtanen/);

  await enrol('Solveig Sjöblom', '--role', 'reception', '--centre', 'Tampere');
  const later = await as(first, 'patients');
  assert.equal(later.code, 0, later.err);
  assert.match(later.out, /Virtanen/);
  const shown = await as(first, 'show', 'Virtanen', '--raw');
  assert.equal(shown.out.trim().split('\n').length, 1);
});

test('wrong centres, roles and people are refused', async () => {
  const unknown = await as(founder, 'enrol', 'X', '--role', 'therapist', '--centre', 'Oulu');
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /Tampere/);
  assert.equal((await as(founder, 'enrol', 'X', '--role', 'king')).code, 2);
  assert.equal((await as(founder, 'enrol', 'X', '--role', 'therapist')).code, 2);
  const other = await enrol(
    'Onni Töyrylä',
    '--role',
    'trainee',
    '--centre',
    'Oulu',
    '--new-centre',
  );
  const refused = await as(other, 'enrol', 'X', '--role', 'administrator');
  assert.equal(refused.code, 1);
  assert.match(refused.err, /administrator/);
});

test('sign-in stores server and key, never the password', async () => {
  const person = await enrol('Märta Nygård', '--role', 'therapist', '--centre', 'Tampere');
  const home = { VAITI_HOME: place.path('marta') };
  const wrong = { ...person, ...home, VAITI_PASSWORD: 'not hers at all' };
  assert.equal((await as(wrong, 'sign-in', '--server', server.url)).code, 1);
  const done = await as({ ...person, ...home }, 'sign-in', '--server', server.url);
  assert.equal(done.code, 0, done.err);
  assert.match(done.err, /Märta Nygård is signed in to Lumme/);
  const { VAITI_PASSWORD } = person;
  const later = await as({ VAITI_PASSWORD, ...home }, 'patients');
  assert.equal(later.code, 0, later.err);
});
