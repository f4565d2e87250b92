import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { converse, Place, run, serve, type Served } from '../test-cli.ts';

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
  readonly VAITI_HOME: string;
  readonly VAITI_PASSWORD: string;
}

function as(person: Partial<Person>, ...args: readonly string[]) {
  return run(place, args, { env: { ...person, VAITI_SERVER: server.url } });
}

const newcomer = (nickname: string): Person => ({
  VAITI_HOME: place.path(nickname),
  VAITI_PASSWORD: `a password of ${nickname}`,
});

const FINGERPRINT = /Fingerprint: ([0-9a-f ]{79})/;
const WORDS = /Words: (.+)/;

function inviting(inviter: Partial<Person>, name: string, ...args: readonly string[]) {
  const env = { ...inviter, VAITI_SERVER: server.url };
  return converse(place, ['invite', name, ...args, '--fingerprint-stdin'], env);
}

function joining(who: Person, words: string, ...args: readonly string[]) {
  const env = { ...who, VAITI_SERVER: server.url, VAITI_INVITATION: words };
  return converse(place, ['join', ...args], env);
}

/** Lead and new person each at their own command line. */
async function takeIn(name: string, nickname: string, ...args: readonly string[]): Promise<Person> {
  const who = newcomer(nickname);
  const lead = inviting(founder, name, ...args);
  const joined = joining(who, await lead.line(WORDS));
  const fingerprint = await joined.line(FINGERPRINT);
  assert.equal(await lead.line(FINGERPRINT), fingerprint);
  lead.type(fingerprint);
  const [invited, finished] = await Promise.all([lead.done, joined.done]);
  assert.equal(invited.code, 0, invited.err);
  assert.equal(finished.code, 0, finished.err);
  return who;
}

test('a second founding is refused', async () => {
  const again = await run(
    place,
    ['init', '--practice', 'X', '--centre', 'Y', '--name', 'Z', '--server', server.url],
    { env: { ...founder, VAITI_SETUP_TOKEN: 'x'.repeat(43) } },
  );
  assert.equal(again.code, 1);
});

test('people who join read what is opened to them, and go on when others join', async () => {
  const first = await takeIn('Päivi', 'paivi', '--role', 'reception', '--centre', 'tampere');
  const path = place.path('Patient.ndjson');
  writeFileSync(path, '{"resourceType":"Patient","id":"1","name":[{"family":"Virtanen"}]}\n');
  const imported = await as(founder, 'import', 'fhir', path);
  assert.equal(imported.code, 0, imported.err);
  assert.match((await as(first, 'patients')).out, /Virtanen/);

  await takeIn('Solveig', 'solveig', '--role', 'reception', '--centre', 'Tampere');
  const later = await as(first, 'patients');
  assert.equal(later.code, 0, later.err);
  assert.match(later.out, /Virtanen/);
});

test('wrong centres, roles and people are refused', async () => {
  const unknown = await as(founder, 'invite', 'X', '--role', 'therapist', '--centre', 'Oulu');
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /Tampere/);
  assert.equal((await as(founder, 'invite', 'X', '--role', 'king')).code, 2);
  assert.equal((await as(founder, 'invite', 'X', '--role', 'therapist')).code, 2);
  const args = ['--role', 'trainee', '--centre', 'Oulu', '--new-centre'];
  const other = await takeIn('Onni Töyrylä', 'onni', ...args);
  for (const command of [
    ['invite', 'X', '--role', 'administrator'],
    ['invitations'],
    ['confirm'],
  ]) {
    const refused = await as(other, ...command);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /administrator/);
  }
});

test('another fingerprint than the one that answered takes nobody in', async () => {
  const who = newcomer('eve');
  const lead = inviting(founder, 'Eve', '--role', 'administrator');
  const joined = joining(who, await lead.line(WORDS));
  const fingerprint = await lead.line(FINGERPRINT);
  const wrong = fingerprint.startsWith('0')
    ? `1${fingerprint.slice(1)}`
    : `0${fingerprint.slice(1)}`;
  lead.type(wrong);
  const refused = await lead.done;
  assert.equal(refused.code, 1);
  assert.match(refused.err, /fingerprint-changed/);
  joined.kill();
  const listed = await as(founder, 'invitations');
  const id = /^([0-9a-f]{32}) +Eve .*answered/m.exec(listed.out)?.[1] ?? '';
  assert.notEqual(id, '', listed.out);
  assert.equal((await as(founder, 'invitations', 'cancel', id)).code, 0);
});

test('both ends may be interrupted and go on', async () => {
  const who = newcomer('marta');
  const args = ['--role', 'therapist', '--centre', 'Tampere', '--no-wait'];
  const invited = await as(founder, 'invite', 'Märta Nygård', ...args);
  assert.equal(invited.code, 0, invited.err);
  const words = WORDS.exec(invited.out)?.[1] ?? '';
  const id = /confirm ([0-9a-f]{32})/.exec(invited.err)?.[1] ?? '';
  const first = joining(who, words);
  const fingerprint = await first.line(FINGERPRINT);
  first.kill();
  const env = { ...founder, VAITI_SERVER: server.url };
  const confirm = ['invitations', 'confirm', id, '--fingerprint-stdin'];
  const early = converse(place, confirm, env);
  assert.equal(await early.line(FINGERPRINT), fingerprint);
  early.kill();
  const lead = converse(place, confirm, env);
  lead.type(fingerprint.toUpperCase().replaceAll(' ', '-'));
  assert.equal((await lead.done).code, 0);
  const kit = place.path('kit.pdf');
  const again = await joining(who, words, '--kit', kit).done;
  assert.equal(again.code, 0, again.err);
  assert.equal(FINGERPRINT.exec(again.out)?.[1], fingerprint);
  const pdf = readFileSync(kit, 'latin1');
  const secretKey = /Secret Key: (\S+)/.exec(again.out)?.[1] ?? 'none';
  for (const text of ['Märta Nygård', 'Lumme', server.url, secretKey])
    assert.ok(pdf.includes(`(${text})`), text);
  const stranger = newcomer('stranger');
  const used = await joining(stranger, words).done;
  assert.match(used.err, /invitation-used/);
  assert.equal((await as(who, 'patients')).code, 0);
});

test('codes that are mistyped or cancelled say so', async () => {
  const args = ['--role', 'therapist', '--centre', 'Tampere', '--no-wait'];
  const invited = await as(founder, 'invite', 'Nobody', ...args);
  const words = (WORDS.exec(invited.out)?.[1] ?? '').split(' ');
  const id = /confirm ([0-9a-f]{32})/.exec(invited.err)?.[1] ?? '';
  const says = async (typed: readonly string[]) => {
    const { code, err } = await joining(newcomer('typist'), typed.join(' ')).done;
    assert.equal(code, 1);
    return err;
  };
  assert.match(await says(words.with(3, 'vaiti')), /invitation-word-unknown/);
  assert.match(await says(words.slice(1)), /invitation-words-invalid/);
  const unknown = 'abandon '.repeat(11) + 'about';
  assert.match(await says(unknown.split(' ')), /invitation-unknown/);
  assert.equal((await as(founder, 'invitations', 'cancel', id)).code, 0);
  assert.match(await says(words), /invitation-cancelled/);
  assert.equal((await as(founder, 'invitations', 'cancel', 'x')).code, 2);
});

test('the third administrator counts when a second one has confirmed', async () => {
  const second = await takeIn('Aino', 'aino', '--role', 'administrator');
  const third = await takeIn('Väinö', 'vaino', '--role', 'administrator');
  assert.equal((await as(third, 'invitations')).code, 1);
  const own = await as(founder, 'confirm', 'Väinö');
  assert.match(own.err, /roster-confirm-own/);
  assert.match((await as(second, 'confirm')).out, /Väinö, appointed by Helmi Saarinen/);
  const done = await as(second, 'confirm', 'väinö');
  assert.equal(done.code, 0, done.err);
  assert.equal((await as(third, 'invitations')).code, 0);
  assert.equal((await as(second, 'confirm', 'väinö')).code, 1);
});

test('sign-in stores server and key, never the password', async () => {
  const who = newcomer('kerttu');
  const person = await takeIn('Kerttu', 'kerttu', '--role', 'therapist', '--centre', 'Tampere');
  const profile = readFileSync(place.path('kerttu', 'profile.json'), 'utf8');
  assert.ok(!profile.includes(person.VAITI_PASSWORD));
  const { secretKey: VAITI_SECRET_KEY } = JSON.parse(profile) as { secretKey: string };
  const elsewhere = { ...who, VAITI_SECRET_KEY, VAITI_HOME: place.path('elsewhere') };
  const wrong = { ...elsewhere, VAITI_PASSWORD: 'not hers at all' };
  assert.equal((await as(wrong, 'sign-in', '--server', server.url)).code, 1);
  const done = await as(elsewhere, 'sign-in', '--server', server.url);
  assert.equal(done.code, 0, done.err);
  assert.match(done.err, /Kerttu is signed in to Lumme/);
});
