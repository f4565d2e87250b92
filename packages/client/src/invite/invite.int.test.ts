import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { groupOf, toHex } from '@vaiti/core';
import { foundSmallPractice, ServerProcess, type SmallPractice } from '@vaiti/testkit';
import { signIn } from '../account/account.ts';
import { parseSecretKey } from '../account/secret-key.ts';
import { createApi } from '../api/api.ts';
import { memoryStore } from '../cache/store.ts';
import { ClientError } from '../errors.ts';
import { createDirectory } from '../practice/directory-file.ts';
import { readDirectory } from '../practice/directory.ts';
import { memberOf } from '../practice/member.ts';
import { Practice } from '../practice/practice.ts';
import { confirmInvitation, invite, openInvitations } from './invite.ts';
import { Joiner } from './join.ts';

let server: ServerProcess;
let practice: SmallPractice;
const entropy = (length: number) => crypto.getRandomValues(new Uint8Array(length));
before(async () => {
  server = await ServerProcess.start();
  practice = await foundSmallPractice({ url: server.url, setupToken: server.setupToken() });
  const founder = await practice.open('founder');
  await createDirectory(founder, '2026-01-01', [{ type: 'practice', name: 'Lumme', demo: false }]);
});
after(async () => {
  await server.dispose();
});

const withCode = (code: string) => (error: unknown) =>
  error instanceof ClientError && error.code === code;

/** An invitation that somebody has answered on a device of their own. */
async function answered(lead: Practice, name: string) {
  const role = { role: 'therapist' as const, centre: practice.centre };
  const directory = await readDirectory(lead);
  const { id, code } = await invite(lead, directory, { name, title: '', roles: [role] });
  const api = createApi({ baseUrl: server.url, fetch });
  const joiner = new Joiner({ api, store: memoryStore(), entropy, now: Date.now }, code);
  const { fingerprint = '' } = await joiner.answer();
  return { id, joiner, fingerprint, api };
}

test('two admissions at the same time both come through, and all can sign in and read', async () => {
  const leads = await Promise.all([practice.open('founder'), practice.open('founder')]);
  const people = await Promise.all(leads.map((lead, i) => answered(lead, `Uusi ${String(i)}`)));
  await Promise.all(
    people.map(({ id, fingerprint }, i) =>
      confirmInvitation(leads[i] as Practice, id, fingerprint),
    ),
  );
  for (const [i, { joiner, api }] of people.entries()) {
    assert.equal((await joiner.look()).step, 'enrolled');
    const key = await joiner.secretKey();
    await assert.rejects(joiner.finish('salasana', '0000000'), withCode('kit-part-wrong'));
    await joiner.finish('salasana', key.slice(-7).toLowerCase());
    const credentials = { secretKey: parseSecretKey(key), password: 'salasana' };
    const around = { api, store: memoryStore(), entropy, now: Date.now };
    const opened = await Practice.open(memberOf(await signIn(api, credentials), around));
    const names = [...(await readDirectory(opened)).staff.values()].map(({ name }) => name);
    assert.ok(names.includes(`Uusi ${String(i)}`), names.join());
  }
  const founder = await practice.open('founder');
  const holders = groupOf(founder.roster, 'staff', null)?.holders.map((h) => toHex(h.holder)) ?? [];
  assert.equal(new Set(holders).size, founder.roster.people.size);
});

test('confirming again changes nothing; before an answer it waits', async () => {
  const lead = await practice.open('founder');
  const { id, fingerprint } = await answered(lead, 'Kerran');
  await confirmInvitation(lead, id, fingerprint);
  const { seq } = lead.roster;
  await confirmInvitation(lead, id, fingerprint);
  assert.equal(lead.roster.seq, seq);
  const role = { role: 'therapist' as const, centre: practice.centre };
  const plan = { name: 'Vielä', title: '', roles: [role] };
  const open = await invite(lead, await readDirectory(lead), plan);
  await assert.rejects(confirmInvitation(lead, open.id, fingerprint), withCode('invitation-waits'));
});

test('an invitation answered from another device says so to the one that comes second', async () => {
  const lead = await practice.open('founder');
  const role = { role: 'therapist' as const, centre: practice.centre };
  const plan = { name: 'Kaksi', title: '', roles: [role] };
  const { id, code } = await invite(lead, await readDirectory(lead), plan);
  const api = createApi({ baseUrl: server.url, fetch });
  const on = () => new Joiner({ api, store: memoryStore(), entropy, now: Date.now }, code);
  const first = on();
  await first.answer();
  await assert.rejects(on().answer(), withCode('invitation-answered'));
  assert.equal((await first.answer()).step, 'answered');
  const seen = (await openInvitations(lead)).find((one) => one.id === id)?.own?.answer;
  assert.equal(seen?.fingerprint, (await first.look()).fingerprint);
  await assert.rejects(
    first.finish('salasana', (await first.secretKey()).slice(-7)),
    withCode('invitation-waits'),
  );
});
