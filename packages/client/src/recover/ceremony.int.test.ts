import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ceremonyOf } from '@vaiti/core';
import {
  foundSmallPractice,
  newPatient,
  readTexts,
  ServerProcess,
  type SmallPractice,
} from '@vaiti/testkit';
import { signIn } from '../account/account.ts';
import { newPaperKey } from '../account/paper-key.ts';
import { parseSecretKey } from '../account/secret-key.ts';
import { signInBySecret } from '../account/secret-way.ts';
import { addSecretWay, listWays, settleWays } from '../account/ways.ts';
import { createApi } from '../api/api.ts';
import { ClientError } from '../errors.ts';
import { createDirectory } from '../practice/directory-file.ts';
import type { Practice } from '../practice/practice.ts';
import type { Sheet } from '../words/sheet.ts';
import { drawSheets, keepSheets, openBySheets, returnBySheets, voidSheets } from './ceremony.ts';

let server: ServerProcess;
let practice: SmallPractice;
const entropy = (length: number) => crypto.getRandomValues(new Uint8Array(length));
before(async () => {
  server = await ServerProcess.start();
  practice = await foundSmallPractice({ url: server.url, setupToken: server.setupToken() });
  const founder = await practice.open('founder');
  await createDirectory(founder, '2026-01-01', [{ type: 'practice', name: 'Lumme', demo: false }]);
});
after(() => server.dispose());

const withCode =
  (...codes: readonly string[]) =>
  (error: unknown) =>
    error instanceof ClientError && codes.includes(error.code);
const around = () => ({ api: createApi({ baseUrl: server.url, fetch }), entropy, now: Date.now });
const enough = (sheets: readonly Sheet[], ...at: number[]): Sheet[] =>
  at.flatMap((i) => sheets[i] ?? []);
/** What happened to somebody's sheets, as a colleague sees it. */
const stepsSeenBy = async (other: Practice, whose: Practice) => {
  await other.refresh();
  const person = other.roster.people.get(whose.member.identity.id);
  return person?.ceremonies?.at(-1)?.steps.map(({ step }) => step);
};

test('three of five sheets bring somebody back who lost everything; everyone sees each step', async () => {
  const lost = await practice.open('therapist');
  const colleague = await practice.open('colleague');
  await settleWays(lost);
  const file = await newPatient(lost, { texts: ['Ennen'] });
  const paper = newPaperKey(entropy);
  await addSecretWay(lost, { kind: 'paper', secret: paper.secret });
  const drawn = await drawSheets(entropy, { need: 3, of: 5 });
  await assert.rejects(openBySheets(around(), drawn.sheets), withCode('way-unknown'));
  await keepSheets(lost, drawn);
  assert.deepEqual(await stepsSeenBy(colleague, lost), ['made']);
  // Words on one paper stay beside the sheets.
  assert.equal((await listWays(lost)).filter(({ kind }) => kind === 'paper').length, 2);
  await signInBySecret(around().api, 'paper', paper.secret);

  const { sheets } = drawn;
  await assert.rejects(
    openBySheets(around(), enough(sheets, 0, 3)),
    withCode('sheet-of-another-set'),
  );
  const opened = await openBySheets(around(), enough(sheets, 4, 0, 2));
  const printed = await returnBySheets(opened, 'uusi-salasana');
  assert.deepEqual(await stepsSeenBy(colleague, lost), ['made', 'used']);
  const { credentials } = practice.people.therapist;
  await assert.rejects(signIn(around().api, credentials), withCode('sign-in-failed'));
  const secretKey = parseSecretKey(printed);
  await signIn(around().api, { secretKey, password: 'uusi-salasana' });
  assert.deepEqual(await readTexts(opened.practice, file), ['Ennen']);

  await voidSheets(opened.practice);
  assert.deepEqual(await stepsSeenBy(colleague, lost), ['made', 'used', 'voided']);
  await assert.rejects(openBySheets(around(), enough(sheets, 1, 2, 3)), withCode('way-unknown'));
  await assert.rejects(voidSheets(opened.practice), withCode('ceremony-over'));
});

test('new sheets take the place of older ones', async () => {
  const person = await practice.open('eve');
  await settleWays(person);
  const first = await drawSheets(entropy, { need: 2, of: 2 });
  await keepSheets(person, first);
  const second = await drawSheets(entropy, { need: 2, of: 3 });
  await keepSheets(person, second);
  await assert.rejects(openBySheets(around(), first.sheets), withCode('way-unknown'));
  await assert.rejects(
    openBySheets(around(), [...enough(first.sheets, 0), ...enough(second.sheets, 1)]),
    withCode('sheet-of-another-set'),
  );
  const opened = await openBySheets(around(), enough(second.sheets, 0, 2));
  const { identity } = opened.practice.member;
  assert.equal(ceremonyOf(opened.practice.roster.people.get(identity.id))?.of, 3);
});
