import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  decodeOpening,
  fromHex,
  idBytes,
  leafHash,
  openCheckpoint,
  parseVerifierKey,
  rootOf,
  verify,
  verifyLeaf,
} from '@vaiti/core';
import { TestServer } from './testing/harness.ts';
import { TestPractice } from './testing/personas.ts';
import { storeKinds, type StorePlace } from './testing/stores.ts';

for (const kind of await storeKinds())
  describe(`whole server on ${kind.name}`, { skip: kind.skip }, () => {
    let place: StorePlace;
    let server: TestServer;
    before(async () => {
      place = await kind.place();
      server = await TestServer.start(place.env);
    });
    after(async () => {
      await server.close();
      await place.remove();
    });

    test('found, account, sign in, append, read, and a ledger that says so', async () => {
      const practice = await TestPractice.found(server);
      assert.equal(server.running.setupTokenPath, undefined);
      const therapist = await practice.enrol('therapist');
      const file = practice.file(therapist);
      const opened = await file.add();
      assert.equal(opened.outcome, 'stored');
      const noted = await file.add({ content: { note: 'toinen käynti' } });
      assert.equal(noted.outcome, 'stored');

      const listed = await server.call('files', { after: null }, therapist.token);
      assert.deepEqual(
        listed.files.map((line) => [line.file, line.head.seq]),
        [[idBytes(file.id), 1]],
      );

      const reply = await practice.released(therapist, file.id);
      assert.equal(reply.entries.length, 2);
      assert.equal(reply.grants.length, 1);
      assert.ok(reply.entries.every((entry) => entry.body !== null && entry.wrap !== null));

      const { leaves } = await server.call(
        'openings',
        { file: idBytes(file.id), from: 0 },
        therapist.token,
      );
      const openings = leaves.map((leaf) => decodeOpening(leaf.opening));
      assert.deepEqual(
        openings.map((o) => [o.kind, 'counter' in o ? o.counter : 0]),
        [
          ['append', 1],
          ['append', 2],
          ['read', 3],
        ],
      );

      await server.restart();
      const { ledger } = await server.call('practice', {});
      const response = await server.running.app.request('/ledger/checkpoint');
      const { checkpoint } = await openCheckpoint(await response.text(), {
        logKey: parseVerifierKey(ledger),
        verify,
      });
      const path = `/ledger/tile/entries/000.p/${String(checkpoint.size)}`;
      const bundle = new Uint8Array(await (await server.running.app.request(path)).arrayBuffer());
      const data = Array.from({ length: checkpoint.size }, (_, i) =>
        bundle.slice(i * 34 + 2, i * 34 + 34),
      );
      assert.deepEqual(rootOf(data.map(leafHash)), checkpoint.root);
      for (const leaf of leaves) verifyLeaf(data[leaf.index] ?? fromHex(''), leaf);
    });
  });
