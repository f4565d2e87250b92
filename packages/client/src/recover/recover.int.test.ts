import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FileId, fingerprintOf, type PrincipalId } from '@vaiti/core';
import {
  foundSmallPractice,
  newPatient,
  noteDraft,
  readTexts,
  ServerProcess,
  type SmallPractice,
} from '@vaiti/testkit';
import { signIn } from '../account/account.ts';
import { newPaperKey } from '../account/paper-key.ts';
import { parseSecretKey } from '../account/secret-key.ts';
import { signInBySecret } from '../account/secret-way.ts';
import { addSecretWay, listWays, settleWays } from '../account/ways.ts';
import { rotatePending, standingOf } from '../access/rotate.ts';
import { createApi } from '../api/api.ts';
import { memoryStore } from '../cache/store.ts';
import { ClientError } from '../errors.ts';
import { readFile } from '../file/read.ts';
import { writeEntry } from '../file/write.ts';
import { confirmInvitation, inviteBack } from '../invite/invite.ts';
import { Joiner } from '../invite/join.ts';
import { createDirectory } from '../practice/directory-file.ts';
import { readDirectory } from '../practice/directory.ts';
import { giveRole } from '../practice/found.ts';
import { listFiles } from '../practice/files.ts';
import { memberOf } from '../practice/member.ts';
import { Practice } from '../practice/practice.ts';
import { giveBack, lostFiles, returnedColleagues } from './give-back.ts';
import { confirmNewKeys, waitingKeys } from './renew.ts';

const entropy = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const withCode =
  (...codes: readonly string[]) =>
  (error: unknown) =>
    error instanceof ClientError && codes.includes(error.code);

interface Scene {
  readonly practice: SmallPractice;
  readonly url: string;
}

async function inPractice(story: (scene: Scene) => Promise<void>): Promise<void> {
  const server = await ServerProcess.start();
  try {
    const practice = await foundSmallPractice({ url: server.url, setupToken: server.setupToken() });
    const founder = await practice.open('founder');
    await createDirectory(founder, '2026-01-01', [
      { type: 'practice', name: 'Lumme', demo: false },
    ]);
    await story({ practice, url: server.url });
  } finally {
    await server.dispose();
  }
}

/** Somebody who lost everything makes new keys on a new device, by the code of their invitation. */
async function comesBack({ url }: Scene, lead: Practice, person: PrincipalId) {
  const { id, code } = await inviteBack(lead, await readDirectory(lead), person);
  const api = createApi({ baseUrl: url, fetch });
  const joiner = new Joiner({ api, store: memoryStore(), entropy, now: Date.now }, code);
  const { fingerprint = '', says } = await joiner.answer();
  assert.ok(says.recovers !== undefined);
  /** Makes the account and opens the practice, once the keys count. */
  const enter = async (password: string) => {
    const secretKey = await joiner.secretKey();
    await joiner.finish(password, secretKey.slice(-7));
    const credentials = { secretKey: parseSecretKey(secretKey), password };
    const open = async (store = memoryStore()) => {
      const member = memberOf(await signIn(api, credentials), {
        api,
        store,
        entropy,
        now: Date.now,
      });
      const opened = await Practice.open(member);
      await settleWays(opened);
      return opened;
    };
    return { open, practice: await open() };
  };
  return { id, fingerprint, joiner, enter };
}

const read = (practice: Practice, file: FileId) =>
  readFile(practice, { file, as: practice.member.identity.id, purpose: 'care' });

test('who lost everything works again the same day, and colleagues give the files back', () =>
  inPractice(async (scene) => {
    const { open, people } = scene.practice;
    const [founder, colleague] = [await open('founder'), await open('colleague')];
    const lost = await open('therapist');
    const person = people.therapist.identity.id;
    const readers = [{ reader: colleague.member.identity.id, scope: 'root' as const }];
    const files: FileId[] = [];
    for (const text of ['Yksi', 'Kaksi'])
      files.push(await newPatient(lost, { texts: [text], readers }));
    const alone = await newPatient(lost, { texts: ['Vain minun'] });
    const [first] = files;
    assert.ok(first !== undefined);
    const held = await read(colleague, first);

    const back = await comesBack(scene, founder, person);
    await assert.rejects(
      confirmInvitation(founder, back.id, fingerprintOf(people.eve.identity.keys)),
      withCode('fingerprint-changed'),
    );
    await confirmInvitation(founder, back.id, back.fingerprint);
    const { practice: returned } = await back.enter('uusi-salasana');
    assert.equal(returned.member.identity.id, person);
    assert.equal(returned.member.identity.generation, 2);

    // The old device is out: its session, its way in, and what it signs.
    await assert.rejects(listFiles(lost), withCode('signed-out'));
    const api = createApi({ baseUrl: scene.url, fetch });
    const credentials = people.therapist.credentials;
    await assert.rejects(signIn(api, credentials), withCode('sign-in-failed'));

    // Work goes on at once with a file of their own.
    const fresh = await newPatient(returned, { texts: ['Heti takaisin'] });
    assert.deepEqual(await readTexts(returned, fresh), ['Heti takaisin']);
    await readDirectory(returned);

    // What was before is closed to the new keys until a colleague has compared them.
    await assert.rejects(read(returned, first), withCode('group-not-held'));
    const { practice: counted } = await standingOf(founder);
    assert.equal(counted?.stranded, 1);
    await assert.rejects(writeEntry(colleague, held, noteDraft('x')), withCode('rotation-pending'));
    await colleague.refresh();
    const [seen] = await returnedColleagues(colleague);
    assert.equal(seen?.files, 2);
    assert.equal(seen.fingerprint, back.fingerprint);
    assert.deepEqual(seen.by, [founder.member.identity.id]);
    const wrong = { fingerprint: fingerprintOf(people.therapist.identity.keys) };
    await assert.rejects(giveBack(colleague, person, wrong), withCode('fingerprint-changed'));
    const eve = people.eve.identity.id;
    await assert.rejects(giveBack(colleague, eve, seen), withCode('not-found'));
    // Rotating alone takes the lost keys out and gives nobody anything.
    await rotatePending(colleague);
    await assert.rejects(read(returned, first), withCode('not-found', 'no-grant'));
    const steps: number[] = [];
    const given = await giveBack(colleague, person, {
      fingerprint: seen.fingerprint,
      onProgress: (done) => steps.push(done),
    });
    assert.equal(given, 2);
    assert.deepEqual(steps, [1, 2]);
    assert.deepEqual(await returnedColleagues(colleague), []);
    assert.equal(await giveBack(colleague, person, seen), 0);
    assert.deepEqual(await readTexts(returned, first), ['Yksi']);
    const opened = await read(returned, first);
    await writeEntry(returned, opened, noteDraft('Takaisin töissä'));
    assert.deepEqual(await readTexts(colleague, first), ['Yksi', 'Takaisin töissä']);

    // One file nobody else held: it is named, with nobody who could give it back.
    const remaining = await lostFiles(returned);
    assert.deepEqual(remaining, [{ file: alone, holders: [] }]);
  }));

test('with two administrators nothing happens until the second has compared the new keys too', () =>
  inPractice(async (scene) => {
    const { open, people } = scene.practice;
    const founder = await open('founder');
    const second = people.eve.identity.id;
    await giveRole(founder, second, 'administrator', null);
    const person = people.therapist.identity.id;
    const lost = await open('therapist');
    const back = await comesBack(scene, founder, person);
    await confirmInvitation(founder, back.id, back.fingerprint);
    await confirmInvitation(founder, back.id, back.fingerprint);
    await assert.rejects(back.enter('uusi-salasana'), withCode('invitation-waits'));
    await listFiles(lost);
    const [waits] = waitingKeys(founder);
    assert.equal(waits?.principal, person);
    await assert.rejects(
      confirmNewKeys(founder, person, back.fingerprint),
      (error: unknown) =>
        error instanceof Error && 'code' in error && error.code === 'roster-confirm-own',
    );
    const other = await open('eve');
    const wrong = fingerprintOf(people.colleague.identity.keys);
    await assert.rejects(confirmNewKeys(other, person, wrong), withCode('fingerprint-changed'));
    await confirmNewKeys(other, person, back.fingerprint);
    const { practice: returned } = await back.enter('uusi-salasana');
    assert.deepEqual(returned.roster.people.get(person)?.earlier?.[0]?.by, [
      founder.member.identity.id,
      second,
    ]);
    await assert.rejects(confirmNewKeys(other, person, back.fingerprint), withCode('not-found'));
  }));

test('a desk worker comes back into the group, which opens what is older', () =>
  inPractice(async (scene) => {
    const { groups, open, people } = scene.practice;
    const [founder, therapist] = [await open('founder'), await open('therapist')];
    const person = people.reception.identity.id;
    const contact = [{ reader: groups.reception, scope: 'contact' as const }];
    const file = await newPatient(therapist, { texts: [], readers: contact });
    const back = await comesBack(scene, founder, person);
    await confirmInvitation(founder, back.id, back.fingerprint);
    const { practice: returned } = await back.enter('uusi-salasana');
    const group = returned.roster.groups.get(groups.reception);
    assert.equal(group?.generation, 2);
    assert.ok(returned.holds(groups.reception));
    // What the lost keys opened waits for a new epoch: the owner's file, and the directory.
    assert.equal(await rotatePending(therapist), 2);
    const opened = await readFile(returned, { file, as: groups.reception, purpose: 'reception' });
    assert.ok(opened.keys.opens('contact'));
  }));

test('the new keys have ways of their own, and come in by a new paper key', () =>
  inPractice(async (scene) => {
    const { open, people, url } = { ...scene.practice, url: scene.url };
    const founder = await open('founder');
    const person = people.therapist.identity.id;
    const api = createApi({ baseUrl: url, fetch });
    const lost = await open('therapist');
    await settleWays(lost);
    const oldPaper = newPaperKey(entropy);
    await addSecretWay(lost, { kind: 'paper', secret: oldPaper.secret });
    const back = await comesBack(scene, founder, person);
    await confirmInvitation(founder, back.id, back.fingerprint);
    const { open: again, practice: returned } = await back.enter('uusi-salasana');
    await assert.rejects(signInBySecret(api, 'paper', oldPaper.secret), withCode('way-unknown'));
    assert.equal((await listWays(returned)).length, 1);
    const paper = newPaperKey(entropy);
    await addSecretWay(returned, { kind: 'paper', secret: paper.secret });
    const signedIn = await signInBySecret(api, 'paper', paper.secret);
    assert.equal(signedIn.identity.id, person);
    assert.equal(signedIn.identity.generation, 2);
    // One device for both: what the lost keys sealed there does not trouble the new ones.
    const store = memoryStore();
    const around = { api, store, entropy, now: Date.now };
    const old = { ...signedIn, identity: lost.member.identity };
    await assert.rejects(Practice.open(memberOf(old, around)), withCode('keys-replaced'));
    await again(store);
  }));
