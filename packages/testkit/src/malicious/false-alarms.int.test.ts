import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  enrol,
  giveRole,
  memberOf,
  memoryStore,
  newIdentity,
  newSecretKey,
  Practice,
  prepareRotation,
  readFile,
  registerAccount,
  sendAll,
  signIn,
  writeEntry,
} from '@vaiti/client';
import { realEntropy } from '../entropy.ts';
import { newPatient, noteDraft, readTexts, textsOf } from '../notes.ts';
import { foundSmallPractice, type SmallPractice } from '../personas.ts';
import { ServerProcess } from '../server-process.ts';
import { MaliciousServer } from './malicious-server.ts';

/** Whoever is warned of an attack that is none stops believing warnings. */
describe('an honest server causes no alarm', () => {
  let server: ServerProcess;
  let practice: SmallPractice;
  before(async () => {
    server = await ServerProcess.start();
    practice = await foundSmallPractice({ url: server.url, setupToken: server.setupToken() });
  });
  after(() => server.dispose());

  const own = (member: Practice) => member.member.identity.id;
  const read = (member: Practice, file: Awaited<ReturnType<typeof newPatient>>) =>
    readFile(member, { file, as: own(member), purpose: 'care' });

  test('when a colleague is enrolled during the session and writes', async () => {
    const therapist = await practice.open('therapist');
    const founder = await practice.open('founder');
    const identity = await newIdentity(realEntropy);
    const credentials = { secretKey: newSecretKey(realEntropy), password: 'uusi työntekijä' };
    await enrol(founder, identity);
    await giveRole(founder, identity.id, 'therapist', practice.centre);
    const { api, token } = founder.member;
    const account = { api, token, credentials, identity, practice: practice.id };
    await registerAccount({ ...account, entropy: realEntropy });
    const around = { api, store: memoryStore(), entropy: realEntropy, now: Date.now };
    const newcomer = await Practice.open(memberOf(await signIn(api, credentials), around));
    const readers = [{ reader: own(therapist), scope: 'root' as const }];
    const file = await newPatient(newcomer, { texts: ['Ensikäynti.'], readers });
    assert.deepEqual(await readTexts(therapist, file), ['Ensikäynti.']);
  });

  test('when a reader gets the whole file who had one compartment of it', async () => {
    const therapist = await practice.open('therapist');
    const eve = await practice.open('eve');
    const self = { reader: own(therapist), scope: 'root' as const };
    const file = await newPatient(therapist, {
      texts: ['Käynti.'],
      readers: [{ reader: own(eve), scope: 'contact' }],
    });
    assert.deepEqual(await readTexts(eve, file), []);
    const wider = { reader: own(eve), scope: 'root' as const };
    const rotation = await prepareRotation(therapist, await read(therapist, file), [self, wider]);
    await sendAll(therapist, [rotation]);
    assert.deepEqual(await readTexts(eve, file), ['Käynti.']);
  });

  test('when two people write to one file at the same time, again and again', async () => {
    const [therapist, colleague] = await Promise.all([
      practice.open('therapist'),
      practice.open('colleague'),
    ]);
    const readers = [{ reader: own(colleague), scope: 'root' as const }];
    const file = await newPatient(therapist, { texts: [], readers });
    const writing = async (member: Practice, name: string) => {
      let opened = await read(member, file);
      for (let i = 0; i < 5; i++)
        opened = await writeEntry(member, opened, noteDraft(`${name} ${String(i)}`));
      return opened;
    };
    await Promise.all([writing(therapist, 't'), writing(colleague, 'c')]);
    const texts = await readTexts(therapist, file);
    assert.equal(texts.length, 10);
    assert.deepEqual(await readTexts(colleague, file), texts);
    await therapist.ledger.check();
  });

  test('when one device reads a file many times at once', async () => {
    const therapist = await practice.open('therapist');
    const file = await newPatient(therapist, { texts: ['Käynti.'] });
    const many = await Promise.all(Array.from({ length: 8 }, () => readTexts(therapist, file)));
    for (const texts of many) assert.deepEqual(texts, ['Käynti.']);
  });

  test('when the server was killed and came back', async () => {
    const store = memoryStore();
    const therapist = await practice.open('therapist', { store });
    const file = await newPatient(therapist, { texts: ['Ennen.'] });
    await read(therapist, file);
    await server.kill();
    await server.start();
    const again = await practice.open('therapist', { store });
    const opened = await writeEntry(again, await read(again, file), noteDraft('Jälkeen.'));
    assert.deepEqual(await textsOf(opened), ['Ennen.', 'Jälkeen.']);
    await again.ledger.check();
  });

  test('when a server stands between that changes nothing', async () => {
    const between = new MaliciousServer(server.url);
    const url = await between.listen();
    const through: typeof fetch = (input, init) =>
      fetch(String(input instanceof Request ? input.url : input).replace(server.url, url), init);
    const therapist = await practice.open('therapist', { fetch: through });
    const file = await newPatient(therapist, { texts: ['Käynti.'] });
    assert.deepEqual(await readTexts(therapist, file), ['Käynti.']);
    await therapist.ledger.check();
    await between.close();
  });
});
