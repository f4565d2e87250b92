import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { limits } from '@vaiti/contract';
import {
  consistencyProof,
  decodeOpening,
  decodeRead,
  encodeCbor,
  encodeRead,
  type Grant,
  idBytes,
  idOf,
  inclusionProof,
  leafHash,
  openCheckpoint,
  parseVerifierKey,
  readMessage,
  type TileReader,
  tilePath,
  verifiedTiles,
  verify,
  verifyInclusion,
  verifyLeaf,
  commitLeaf,
  verifyConsistency,
} from '@vaiti/core';
import { Faults } from '../testing/faults.ts';
import { entropy, TestServer, WireError } from '../testing/harness.ts';
import { type Persona, type TestFile, TestPractice } from '../testing/personas.ts';
import { type StorePlace, storeKinds } from '../testing/stores.ts';

const refused = (code: string) => ({ outcome: 'refused', code });

for (const kind of await storeKinds()) {
  describe(`reading on ${kind.name}`, { skip: kind.skip }, () => {
    const faults = new Faults();
    let place: StorePlace;
    let server: TestServer;
    let practice: TestPractice;
    let therapist: Persona;
    let receptionist: Persona;
    let colleague: Persona;
    let file: TestFile;

    before(async () => {
      place = await kind.place();
      server = await TestServer.start(place.env, { wrapStore: faults.wrap });
      practice = await TestPractice.found(server);
      therapist = await practice.enrol('therapist');
      receptionist = await practice.enrol('reception');
      colleague = await practice.enrol('therapist');
      file = practice.file(therapist);
      await file.add();
      await file.add({ content: { note: 'salaisuus' } });
    });
    after(async () => {
      await server.close();
      await place.remove();
    });

    async function leaves(of = file) {
      const request = { file: idBytes(of.id), from: 0 };
      return (await server.call('openings', request, therapist.token)).leaves;
    }

    test('the leaf is durable before anything is fetched', async () => {
      const before = (await leaves()).length;
      faults.arm('store-unavailable', 'ping');
      const reply = await practice.released(therapist, file.id);
      assert.deepEqual(faults.calls, ['commit', 'fetch']);
      faults.disarm();
      const all = await leaves();
      assert.equal(all.length, before + 1);
      const { statement, counter } = readOpening(all.at(-1)?.opening);
      assert.equal(counter, all.length);
      assert.equal(idOf(decodeRead(statement).reader), therapist.identity.id);
      assert.deepEqual(reply.leaf.opening, all.at(-1)?.opening);
    });

    test('no leaf, no bytes', async () => {
      for (const code of ['store-full', 'store-unavailable'] as const) {
        const before = (await leaves()).length;
        faults.arm(code, 'commit');
        await assert.rejects(
          practice.read(therapist, file.id),
          (error) => error instanceof WireError && error.code === code,
        );
        assert.equal(faults.calls.includes('fetch'), false);
        faults.disarm();
        assert.equal((await leaves()).length, before);
        assert.equal((await practice.read(therapist, file.id)).outcome, 'released');
      }
    });

    test('the counter of a file has no gaps over reads, appends and restarts', async () => {
      const own = practice.file(therapist);
      await own.add();
      await practice.read(therapist, own.id);
      await server.restart({ wrapStore: faults.wrap });
      await own.add();
      await Promise.all(Array.from({ length: 5 }, () => practice.read(therapist, own.id)));
      const counters = (await leaves(own)).map((leaf) => {
        const opening = decodeOpening(leaf.opening);
        return opening.kind === 'roster' ? 0 : opening.counter;
      });
      assert.deepEqual(counters, [1, 2, 3, 4, 5, 6, 7, 8]);
    });

    test('a statement is used once, also across a restart', async () => {
      const reads = [await statement({})];
      const first = await server.call('read', { reads }, therapist.token);
      assert.equal(first.outcomes[0]?.outcome, 'released');
      const second = await server.call('read', { reads }, therapist.token);
      assert.deepEqual(second.outcomes, [refused('statement-replayed')]);
      await server.restart({ wrapStore: faults.wrap });
      const third = await server.call('read', { reads }, therapist.token);
      assert.deepEqual(third.outcomes, [refused('statement-replayed')]);
      const twice = await statement({});
      const both = await server.call('read', { reads: [twice, twice] }, therapist.token);
      assert.deepEqual(
        both.outcomes.map((o) => o.outcome),
        ['released', 'refused'],
      );
    });

    async function statement(changes: Partial<ReturnType<typeof decodeRead>>, by = therapist) {
      const bytes = encodeRead({
        suite: 1,
        practice: idBytes(practice.practice),
        file: idBytes(file.id),
        reader: idBytes(by.identity.id),
        generation: 1,
        as: idBytes(by.identity.id),
        from: 0,
        to: 9,
        purpose: 'care',
        time: server.clock.now,
        nonce: new Uint8Array(entropy(16)),
        ...changes,
      });
      return { statement: bytes, signature: await by.identity.sign(readMessage(bytes)) };
    }

    test('every part of a statement is checked', async () => {
      const zero = new Uint8Array(16);
      const table: [string, Promise<{ statement: Uint8Array; signature: Uint8Array }>][] = [
        ['suite-unknown', statement({ suite: 2 })],
        ['chain-practice-mismatch', statement({ practice: zero })],
        ['not-found', statement({ file: zero })],
        ['not-found', statement({ reader: idBytes(colleague.identity.id) })],
        ['not-found', statement({ as: idBytes(colleague.identity.id) })],
        ['not-found', statement({ as: zero })],
        ['not-found', statement({ generation: 2 })],
        ['schema-invalid', statement({ from: 3, to: 2 })],
        ['clock-off', statement({ time: server.clock.now + limits.clockSkew + 1 })],
        ['clock-off', statement({ time: server.clock.now - limits.clockSkew - 1 })],
        ['signature-invalid', statement({}).then((s) => ({ ...s, signature: new Uint8Array(64) }))],
        ['cbor-invalid', statement({}).then((s) => ({ ...s, statement: Uint8Array.of(1, 2) }))],
      ];
      const before = (await leaves()).length;
      for (const [code, made] of table) {
        const read = await made;
        const body = encodeCbor({ reads: [read] });
        const response = await server.send('read', body, therapist.token);
        const { outcomes } = await server.call('read', { reads: [read] as never }, therapist.token);
        assert.equal(response.status, 200);
        assert.deepEqual(outcomes, [refused(code)]);
      }
      assert.equal((await leaves()).length, before);
    });

    test('a stranger cannot tell a file from none, nor read its openings', async () => {
      const nowhere = practice.file(therapist);
      const outcomes = [
        await practice.read(colleague, file.id),
        await practice.read(colleague, nowhere.id),
      ];
      assert.deepEqual(outcomes, [refused('not-found'), refused('not-found')]);
      for (const id of [file.id, nowhere.id])
        await assert.rejects(
          server.call('openings', { file: idBytes(id), from: 0 }, colleague.token),
          /not-found/,
        );
      const listed = await server.call('files', { after: null }, colleague.token);
      assert.deepEqual(listed.files, []);
    });

    test('reception, by its group, gets contacts and no notes; only its holders do', async () => {
      const group = await practice.group('reception', [receptionist]);
      const own = practice.file(therapist);
      await own.add({
        readers: [
          { id: therapist.identity.id, scope: 'root' },
          { id: group.id, scope: 'contact' },
        ],
      });
      await own.add({ compartment: 'contact', content: { phone: '+358' } });
      const listed = await server.call('files', { after: null }, receptionist.token);
      assert.deepEqual(
        listed.files.map((line) => [idOf(line.file), idOf(line.as)]),
        [[own.id, group.id]],
      );
      const reply = await practice.released(receptionist, own.id, { as: group.id });
      assert.deepEqual(
        reply.entries.map((e) => [e.body === null, e.wrap === null, e.header.length > 0]),
        [
          [true, true, true],
          [false, false, true],
        ],
      );
      assert.equal(reply.grants.length, 1);
      assert.deepEqual(await practice.read(receptionist, own.id), refused('not-found'));
      assert.deepEqual(
        await practice.read(colleague, own.id, { as: group.id }),
        refused('not-found'),
      );
      const held: Grant[] = (await server.call('roster', { from: 0 }, receptionist.token)).grants;
      assert.equal(held.length, 1);
      const none = await server.call('roster', { from: 0 }, colleague.token);
      assert.deepEqual(none.grants, []);
      const request = { file: idBytes(own.id), from: 0 };
      await assert.rejects(server.call('openings', request, receptionist.token), /not-found/);
      // As the group, with the contact key, reception may write contacts and nothing else.
      const as = { author: receptionist, as: group.id };
      assert.equal((await own.add({ ...as, compartment: 'contact' })).outcome, 'stored');
      assert.deepEqual(await own.add(as), refused('chain-author-not-reader'));
    });

    test('pages: at most so many entries, more as long as there are others', async () => {
      const own = practice.file(therapist);
      const appends = [];
      for (let i = 0; i < limits.entries + 2; i++) {
        const { append, id, seq } = await own.seal({ content: i });
        own.head = { seq, id };
        appends.push(append);
      }
      for (let at = 0; at < appends.length; at += limits.appends)
        await server.call(
          'append',
          { appends: appends.slice(at, at + limits.appends) },
          therapist.token,
        );
      const first = await practice.released(therapist, own.id);
      assert.deepEqual([first.entries.length, first.more], [limits.entries, true]);
      const rest = await practice.released(therapist, own.id, { from: limits.entries });
      assert.deepEqual([rest.entries.length, rest.more], [2, false]);
      const beyond = await practice.released(therapist, own.id, { from: 5000, to: 6000 });
      assert.deepEqual([beyond.entries.length, beyond.more], [0, false]);
    });

    test('checkpoint and tiles prove every leaf, and that the log only grows', async () => {
      const { ledger } = await server.call('practice', {});
      const logKey = parseVerifierKey(ledger);
      const get = async (path: string) => {
        const response = await server.running.app.request(`/ledger/${path}`);
        assert.equal(response.status, 200, path);
        return new Uint8Array(await response.arrayBuffer());
      };
      const head = async () =>
        (await openCheckpoint(await get('checkpoint'), { logKey, verify })).checkpoint;
      await server.restart({ wrapStore: faults.wrap });
      const early = await head();
      const own = practice.file(therapist);
      await own.add();
      for (let i = 0; i < 4; i++) await practice.read(therapist, own.id);
      await server.restart({ wrapStore: faults.wrap });
      const late = await head();
      assert.equal(late.size, early.size + 5);
      const reader: TileReader = (tile) => get(tilePath(tile));
      const tiles = verifiedTiles(reader, late);
      const proof = await consistencyProof(tiles, early.size, late.size);
      verifyConsistency({
        oldSize: early.size,
        oldRoot: early.root,
        newSize: late.size,
        newRoot: late.root,
        proof,
      });
      for (const leaf of await leaves(own)) {
        const data = commitLeaf(leaf);
        verifyLeaf(data, leaf);
        verifyInclusion({
          size: late.size,
          index: leaf.index,
          leafHash: leafHash(data),
          root: late.root,
          proof: await inclusionProof(tiles, late.size, leaf.index),
        });
      }
      const beyond = await server.running.app.request(`/ledger/tile/0/00${String(late.size)}`);
      assert.equal(beyond.status, 404);
    });
  });
}

function readOpening(bytes: Uint8Array | undefined) {
  const opening = decodeOpening(bytes ?? new Uint8Array(0));
  if (opening.kind !== 'read') throw new Error(`a ${opening.kind} leaf`);
  return opening;
}
