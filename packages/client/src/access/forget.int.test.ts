import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import {
  CoreError,
  decodeAs,
  type FileId,
  fromHex,
  grantSchema,
  idBytes,
  signApproval,
} from '@vaiti/core';
import {
  agreement,
  agreeToForget,
  askToForget,
  foundSmallPractice,
  newPatient,
  noteDraft,
  readTexts,
  ServerProcess,
  type SmallPractice,
} from '@vaiti/testkit';
import {
  ClientError,
  followTombstones,
  forgetFile,
  lendEntry,
  lentNotes,
  listFiles,
  type Practice,
  readCached,
  readFile,
  shareFile,
  verifyTombstone,
  writeEntry,
} from '../index.ts';

const DAY = 86_400_000;
const today = Math.floor(Date.now() / DAY);
const code =
  (...codes: string[]) =>
  (error: unknown) =>
    (error instanceof ClientError || error instanceof CoreError) && codes.includes(error.code);

const own = (member: Practice) => member.member.identity.id;
const read = (member: Practice, file: FileId) =>
  readFile(member, { file, as: own(member), purpose: 'care' });

/** Everything of a file that the store has sealed, as the thief of the disk would keep it. */
function sealedOf(data: string, file: FileId): Uint8Array[] {
  const db = new DatabaseSync(join(data, 'vaiti.db'), { readOnly: true });
  const all = (sql: string) =>
    db
      .prepare(sql)
      .all(fromHex(file))
      .map((row) => Object.values(row)[0] as Uint8Array);
  try {
    return [
      ...all('SELECT body FROM bodies b JOIN entries e USING (id) WHERE e.file = ?'),
      ...all('SELECT wrap FROM entries WHERE file = ? AND wrap IS NOT NULL'),
      ...all('SELECT sealed FROM grants WHERE file = ?').flatMap((bytes) => {
        const { ciphertext, enc } = decodeAs(grantSchema, bytes);
        return [enc, ciphertext];
      }),
    ];
  } finally {
    db.close();
  }
}

/** How many 32-byte pieces of what was sealed lie somewhere in database and write-ahead log. */
function piecesLeft(data: string, sealed: readonly Uint8Array[]): number {
  const raw = ['vaiti.db', 'vaiti.db-wal'].flatMap((name) => {
    try {
      return [readFileSync(join(data, name))];
    } catch {
      return [];
    }
  });
  let left = 0;
  for (const bytes of sealed)
    for (let at = 0; at + 32 <= bytes.length; at += 96)
      if (raw.some((file) => file.indexOf(bytes.subarray(at, at + 32)) >= 0)) left++;
  return left;
}

describe('forgetting', () => {
  let server: ServerProcess;
  let practice: SmallPractice;
  before(async () => {
    server = await ServerProcess.start();
    practice = await foundSmallPractice({ url: server.url, setupToken: server.setupToken() });
  });
  after(() => server.dispose());

  async function ended(options: { texts?: readonly string[] } = {}) {
    const therapist = await practice.open('therapist');
    const founder = await practice.open('founder');
    const texts = options.texts ?? ['Ensimmäinen.', 'Toinen.'];
    const file = await newPatient(therapist, { texts });
    const opened = await read(therapist, file);
    return { therapist, founder, file, opened };
  }

  test('nothing of the file opens any more: not with all keys, not in the store, but in a backup', async () => {
    const { file, founder, opened, therapist } = await ended({
      texts: ['x'.repeat(20_000), 'Toinen.'],
    });
    const colleague = await practice.open('colleague');
    const until = today + 7;
    let current = await shareFile(therapist, opened, { reader: own(colleague), scope: 'root' });
    const lending = { reader: practice.people.eve.identity.id, seq: 1, until };
    current = await lendEntry(therapist, current, lending);
    assert.equal((await readTexts(colleague, file)).length, 2);
    const eve = await practice.open('eve');
    assert.equal((await lentNotes(eve)).length, 1);
    const sealed = sealedOf(server.data, file);
    assert.ok(sealed.length >= 8 && piecesLeft(server.data, sealed) > 200);
    const backup = mkdtempSync(join(tmpdir(), 'vaiti-backup-'));
    await server.stop();
    cpSync(server.data, backup, { recursive: true });
    await server.start();

    const [t, f] = await Promise.all([practice.open('therapist'), practice.open('founder')]);
    const approval = await agreement(t, f, current);
    const tombstone = await forgetFile(t, await read(t, file), [approval]);
    assert.deepEqual([tombstone.approvers, tombstone.requester], [[own(founder)], own(therapist)]);
    assert.equal(tombstone.backups, tombstone.day + 35);

    // With every reader's keys in hand: the server has nothing to give.
    for (const name of ['therapist', 'colleague', 'eve'] as const) {
      const reader = await practice.open(name);
      await assert.rejects(read(reader, file), code('not-found'));
      assert.ok(!(await listFiles(reader)).some((line) => line.file === file));
    }
    assert.deepEqual(await lentNotes(await practice.open('eve')), []);
    assert.equal(sealedOf(server.data, file).length, 0);
    await server.stop();
    assert.equal(piecesLeft(server.data, sealed), 0);

    // A backup of before opens: that is why backups must end.
    const old = await ServerProcess.start({ data: backup });
    const restored = await practice.open('therapist', {
      fetch: (input, init) =>
        fetch(
          String(input instanceof Request ? input.url : input).replace(server.url, old.url),
          init,
        ),
    });
    assert.equal((await readTexts(restored, file)).length, 2);
    await old.stop();
    rmSync(backup, { recursive: true });
    await server.start();
  });

  test('a device forgets its copy at the next contact and remembers the end', async () => {
    const { file, founder, opened, therapist } = await ended();
    const colleague = await practice.open('colleague');
    await shareFile(therapist, opened, { reader: own(colleague), scope: 'root' });
    assert.equal((await readTexts(colleague, file)).length, 2);
    assert.notEqual(await readCached(colleague, file), undefined);
    const current = await read(therapist, file);
    await forgetFile(therapist, current, [await agreement(therapist, founder, current)]);
    assert.equal(await readCached(therapist, file), undefined);
    const lines = await followTombstones(colleague);
    assert.ok(lines.some((line) => line.file === file));
    assert.equal(await readCached(colleague, file), undefined);
    // Those who never read it are told nothing, those who watch over it are.
    const reception = await practice.open('reception');
    assert.deepEqual(await followTombstones(reception), []);
    await assert.rejects(verifyTombstone(reception, file), code('not-found'));
    assert.equal((await verifyTombstone(founder, file)).file, file);
    // Nothing follows.
    await assert.rejects(writeEntry(therapist, current, noteDraft('Kolmas.')), code('not-found'));
  });

  test('the ledger still has every leaf of it, without a gap', async () => {
    const { file, founder, opened, therapist } = await ended();
    await forgetFile(therapist, opened, [await agreement(therapist, founder, opened)]);
    const { api, token } = therapist.member;
    const { leaves } = await api.call('openings', { file: idBytes(file), from: 1 }, token);
    assert.ok(leaves.length >= 6);
    assert.equal((await therapist.ledger.demand(leaves)) <= leaves.length, true);
  });

  test('nobody forgets alone, by somebody whose role it is not, or for another file', async () => {
    const { file, founder, opened, therapist } = await ended();
    const other = await ended();
    const refuses = (approvals: Parameters<typeof forgetFile>[2], ...codes: string[]) =>
      assert.rejects(forgetFile(therapist, opened, approvals), code(...codes));
    await refuses([], 'chain-invalid');
    const elsewhere = await agreement(therapist, founder, other.opened);
    await refuses([elsewhere], 'chain-approval-invalid', 'request-over');
    const request = await askToForget(therapist, opened, founder);
    const eve = await practice.open('eve');
    const about = { requester: therapist, request };
    await assert.rejects(agreeToForget(eve, opened, about), code('not-found'));
    const plan = {
      practice: practice.id,
      kind: 'forget' as const,
      request,
      file,
      epoch: opened.file.state.epoch,
      requester: own(therapist),
      time: Date.now(),
    };
    await refuses([await signApproval(eve.member.identity, plan)], 'chain-approval-invalid');
    await refuses(
      [await signApproval(therapist.member.identity, plan)],
      'not-found',
      'chain-approval-invalid',
    );
    const forged = await signApproval(founder.member.identity, plan);
    const signature = new Uint8Array(forged.signature);
    signature[7] = (signature[7] ?? 0) ^ 1;
    await refuses([{ ...forged, signature }], 'signature-invalid');
    assert.equal((await readTexts(therapist, file)).length, 2);
    await refuses(
      [await agreeToForget(founder, opened, about), elsewhere],
      'chain-approval-invalid',
    );
  });
});
