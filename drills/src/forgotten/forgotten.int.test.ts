import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { forgetFile, readFile, shareFile, stopSharing } from '@vaiti/client';
import { type FileId, fromHex } from '@vaiti/core';
import { agreement, foundSmallPractice, newPatient, ServerProcess } from '@vaiti/testkit';
import { inspectForgotten } from './inspect.ts';

test('of files that ended nothing is left in a store, whatever happened around them', async () => {
  const server = await ServerProcess.start();
  const before = mkdtempSync(join(tmpdir(), 'vaiti-before-'));
  try {
    const practice = await foundSmallPractice({ url: server.url, setupToken: server.setupToken() });
    const therapist = await practice.open('therapist');
    const founder = await practice.open('founder');
    const colleague = practice.people.colleague.identity.id;
    const as = therapist.member.identity.id;
    const read = (file: FileId) => readFile(therapist, { file, as, purpose: 'care' });
    const files: FileId[] = [];
    for (let i = 0; i < 24; i++) {
      const texts = Array.from({ length: 6 }, (_, n) =>
        'Käynti. '.repeat(30 + 140 * ((i + n) % 5)),
      );
      const readers = [{ reader: colleague, scope: 'root' as const }];
      files.push(await newPatient(therapist, { texts, readers }));
    }
    // Rotations and new readers move rows about in their pages.
    for (const file of files.filter((_, i) => i % 3 === 0)) {
      await stopSharing(therapist, await read(file), colleague);
      await shareFile(therapist, await read(file), { reader: colleague, scope: 'clinical' });
    }
    await server.stop();
    cpSync(server.data, before, { recursive: true });
    await server.start();
    const ended = files.filter((_, i) => i % 4 === 0);
    for (const file of ended) {
      const opened = await read(file);
      await forgetFile(therapist, opened, [await agreement(therapist, founder, opened)]);
    }
    // Killed, not stopped: what was deleted has left the log all the same, at the next start at last.
    await server.kill();
    await server.start();
    await server.stop();
    const found = await inspectForgotten(server.data, before);
    assert.equal(found.files.length, ended.length);
    for (const { file, pieces, rows } of found.files)
      assert.deepEqual([file, rows, pieces], [file, {}, 0]);
    assert.ok(found.needles > 1000 && found.bytes > 100_000);
    // The control: the same search finds all of it in the copy of before.
    cpSync(join(server.data, 'vaiti.db'), join(before, 'later.db'));
    const old = new DatabaseSync(join(before, 'vaiti.db'));
    old.exec(`ATTACH '${join(before, 'later.db')}' AS later`);
    old.exec('INSERT INTO tombstones SELECT * FROM later.tombstones');
    old.close();
    const control = await inspectForgotten(before, before);
    for (const { pieces, rows } of control.files)
      assert.ok(pieces > 20 && (rows['bodies'] ?? 0) > 0 && (rows['grants'] ?? 0) > 0);
    assert.equal(fromHex(ended[0] ?? '').length, 16);
  } finally {
    await server.dispose();
    rmSync(before, { recursive: true });
  }
});
