import assert from 'node:assert/strict';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { decodeOpening } from '@vaiti/core';
import { type Finished, Place, run, serve } from '../test-cli.ts';

const place = new Place();
const password = { VAITI_PASSWORD: 'correct horse battery' };
after(() => place.remove());

const resources = [
  { resourceType: 'Patient', id: 'one', name: [{ family: 'Ensimmäinen' }] },
  ...['a', 'b', 'c'].map((id) => ({
    resourceType: 'DocumentReference',
    id,
    status: 'current',
    subject: { reference: 'Patient/one' },
    content: [{ attachment: { contentType: 'text/plain', data: btoa(`Note ${id}.`) } }],
  })),
];

/** Runs a command against a server that is started on the data folder for it alone. */
async function withServer(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<Finished> {
  const server = await serve(place);
  try {
    return await run(place, args, { env: { ...password, ...env, VAITI_SERVER: server.url } });
  } finally {
    await server.stop();
  }
}

before(async () => {
  const names = ['--practice', 'Lumme', '--centre', 'Tampere', '--name', 'Helmi Saarinen'];
  const founded = await run(place, ['init', ...names, '--therapist'], { env: password });
  assert.equal(founded.code, 0, founded.err);
  const input = place.path('Patients.ndjson');
  writeFileSync(input, resources.map((resource) => `${JSON.stringify(resource)}\n`).join(''));
  const imported = await withServer({}, ['import', 'fhir', input]);
  assert.equal(imported.code, 0, imported.err);
});

/**
 * Changes the store behind the server's back, and looks at it twice: on the device that has pins,
 * and on one that sees the practice for the first time. Everything is put back afterwards.
 */
async function tampered(
  change: (db: DatabaseSync) => void,
): Promise<readonly [Finished, Finished]> {
  const kept = place.path('kept');
  for (const name of ['data', 'home'])
    cpSync(place.path(name), join(kept, name), { recursive: true });
  const fresh = place.path('fresh');
  cpSync(place.path('home', 'profile.json'), join(fresh, 'profile.json'));
  const database = new DatabaseSync(join(place.data, 'vaiti.db'));
  change(database);
  database.close();
  const pinned = await withServer({}, ['verify']);
  const unpinned = await withServer({ VAITI_HOME: fresh }, ['verify']);
  for (const name of ['data', 'home', 'fresh']) rmSync(place.path(name), { recursive: true });
  for (const name of ['data', 'home'])
    cpSync(join(kept, name), place.path(name), { recursive: true });
  rmSync(kept, { recursive: true });
  return [pinned, unpinned];
}

test('an untouched practice holds', async () => {
  const done = await withServer({}, ['verify']);
  assert.equal(done.code, 0, done.out + done.err);
  assert.match(done.out, /Everything holds\./);
  // Directory 4, patient 5 with its beginning.
  assert.match(done.out, /Entries of verified chains +9\n/);
  assert.match(done.out, /Faults +0\n/);
});

test('a flipped byte in a body is found', async () => {
  const found = await tampered((db) => {
    const row = db.prepare('SELECT id, body FROM bodies ORDER BY length(body) DESC').get();
    const body = row?.['body'] as Uint8Array;
    body[100] = (body[100] ?? 0) ^ 1;
    db.prepare('UPDATE bodies SET body = ? WHERE id = ?').run(body, row?.['id'] as number);
  });
  for (const { code, out } of found) {
    assert.equal(code, 1, out);
    assert.match(out, /body-mismatch/);
    assert.match(out, /Faults +1\n/);
  }
});

test('a deleted newest entry is found, with and without the head moved back', async () => {
  const newest = `SELECT id, file, max(seq) AS seq FROM entries GROUP BY file ORDER BY seq DESC`;
  const withhold = (db: DatabaseSync) => {
    const { id, file, seq } = db.prepare(newest).get() as {
      id: number;
      file: Uint8Array;
      seq: number;
    };
    for (const table of ['bodies', 'entries'])
      db.prepare(`DELETE FROM ${table} WHERE id = ?`).run(id);
    return { file, seq };
  };
  for (const { code, out } of await tampered(withhold)) {
    assert.equal(code, 1, out);
    assert.match(out, /file-withheld|head-rolled-back/);
    assert.match(out, /Faults +1\n/);
  }
  const rollBack = (db: DatabaseSync) => {
    const { file, seq } = withhold(db);
    // In this file every leaf so far is an append, so entry `seq - 1` has counter `seq`.
    const head = db.prepare('SELECT opening FROM leaves WHERE file = ? AND counter = ?');
    const { opening } = head.get(file, seq) as { opening: Uint8Array };
    const told = decodeOpening(opening);
    assert.ok(told.kind === 'append' && told.seq === seq - 1);
    const id = told.entry;
    db.prepare('UPDATE files SET head_seq = ?, head_id = ? WHERE file = ?').run(seq - 1, id, file);
  };
  const [pinned, unpinned] = await tampered(rollBack);
  assert.equal(pinned.code, 1);
  assert.match(pinned.out, /head-rolled-back/);
  assert.equal(unpinned.code, 1);
  assert.match(unpinned.out, /file-withheld/);
});
