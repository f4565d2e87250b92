import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { EntryId, FileId, PrincipalId, RecordId } from '@vaiti/core';
import { nothing } from '../testing/batches.ts';
import { bytes, entryRow, fileRow, hex, LeafRows, plain } from '../testing/rows.ts';
import { storeKinds, type StorePlace } from '../testing/stores.ts';
import { StoreError, type StoreErrorCode } from './errors.ts';
import type { Batch, ReaderRow } from './rows.ts';
import type { FetchQuery, Store } from './store.ts';

const refuses = (code: StoreErrorCode) => (error: unknown) =>
  error instanceof StoreError && error.code === code;

for (const kind of await storeKinds()) {
  describe(`store on ${kind.name}`, { skip: kind.skip }, () => {
    let place: StorePlace;
    let store: Store;
    let leaves: LeafRows;
    const therapist = hex(16) as PrincipalId;
    const reader: ReaderRow = { principal: therapist, generation: 1, scopes: ['root'] };
    const reception: ReaderRow = {
      principal: hex(16) as PrincipalId,
      generation: 2,
      scopes: ['contact', 'shared'],
    };

    before(async () => {
      leaves = new LeafRows();
      place = await kind.place();
      store = await place.open();
    });
    after(async () => {
      await store.close();
      await place.remove();
    });

    /** A file of `count` entries in the store. */
    async function newFile(count: number, readers = [reader]) {
      const file = hex(16) as FileId;
      const entries = Array.from({ length: count }, (_, seq) => entryRow(file, seq));
      const row = fileRow(file, count - 1, count);
      await store.commit({
        ...nothing,
        files: [{ before: undefined, after: row, readers }],
        entries,
        leaves: entries.map((_, i) => leaves.row(file, i + 1)),
        grants: readers.map((r) => ({
          file,
          epoch: 1,
          reader: r.principal,
          scope: r.scopes[0] ?? 'root',
          grant: bytes(1300),
        })),
      });
      return { file, row, entries };
    }

    const query = (file: FileId, changes: Partial<FetchQuery> = {}): FetchQuery => ({
      file,
      as: therapist,
      from: 0,
      to: 1000,
      maxEntries: 100,
      maxBytes: 1_000_000,
      ...changes,
    });
    const none: ReadonlySet<never> = new Set();
    const everything = () => ({
      compartments: new Set(['clinical', 'contact', 'shared'] as const),
      entries: none,
    });

    test('gives back what a batch stored', async () => {
      const { file, row, entries } = await newFile(3, [reader, reception]);
      const stored = (await store.files([file])).get(file);
      assert.ok(stored);
      assert.deepEqual(stored.row, row);
      const readers = [...stored.readers];
      const byId = (a: ReaderRow, b: ReaderRow) => (a.principal < b.principal ? -1 : 1);
      assert.deepEqual(readers.sort(byId), [reader, reception].sort(byId));
      const fetched = await store.fetch(query(file), everything);
      assert.deepEqual(fetched?.row, row);
      assert.equal(fetched.more, false);
      assert.equal(fetched.grants.length, 1);
      assert.deepEqual(
        fetched.entries.map((e) => [e.header, e.bodyHash, e.signature, e.body, e.wrap].map(plain)),
        entries.map((e) => [e.header, e.bodyHash, e.signature, e.body, e.wrap].map(plain)),
      );
    });

    test('knows nothing of a file that is not there', async () => {
      const file = hex(16) as FileId;
      assert.equal((await store.files([file])).size, 0);
      assert.equal(await store.fetch(query(file), everything), undefined);
      assert.equal((await store.versions(file)).size, 0);
      assert.deepEqual(await store.bodySeqs(file), []);
    });

    test('holds back bodies and wraps outside the reader’s compartments', async () => {
      const file = hex(16) as FileId;
      await store.commit({
        ...nothing,
        files: [{ before: undefined, after: fileRow(file, 1, 2), readers: [reception] }],
        entries: [entryRow(file, 0), entryRow(file, 1, { compartment: 'contact' })],
        leaves: [leaves.row(file, 1), leaves.row(file, 2)],
      });
      let seen: ReaderRow | undefined;
      const fetched = await store.fetch(query(file, { as: reception.principal }), (r) => {
        seen = r;
        return { compartments: new Set(['contact'] as const), entries: none };
      });
      assert.deepEqual(seen, reception);
      assert.deepEqual(
        fetched?.entries.map((e) => [e.body === null, e.wrap === null]),
        [
          [true, true],
          [false, false],
        ],
      );
      assert.equal(await store.fetch(query(file), () => undefined), undefined);
    });

    test('stops at entries and at bytes, never before the first', async () => {
      const { file } = await newFile(5);
      const two = await store.fetch(query(file, { maxEntries: 2 }), everything);
      assert.deepEqual([two?.entries.length, two?.more], [2, true]);
      const bytes = await store.fetch(query(file, { maxBytes: 700 }), everything);
      assert.deepEqual([bytes?.entries.length, bytes?.more, bytes?.bodyBytes], [2, true, 656]);
      const one = await store.fetch(query(file, { from: 3, maxBytes: 1 }), everything);
      assert.deepEqual([one?.entries.length, one?.more], [1, true]);
      const tail = await store.fetch(query(file, { from: 4, to: 9 }), everything);
      assert.deepEqual([tail?.entries.length, tail?.more], [1, false]);
      const none = await store.fetch(query(file, { maxEntries: 0 }), everything);
      assert.deepEqual([none?.entries.length, none?.more], [0, true]);
    });

    test('an entry without a body has an empty one and no wrap', async () => {
      const file = hex(16) as FileId;
      await store.commit({
        ...nothing,
        files: [{ before: undefined, after: fileRow(file, 0, 1), readers: [reader] }],
        entries: [entryRow(file, 0, { length: 0 })],
        leaves: [leaves.row(file, 1)],
      });
      const fetched = await store.fetch(query(file), everything);
      assert.deepEqual(
        fetched?.entries.map((e) => [e.body?.length, e.wrap]),
        [[0, null]],
      );
      assert.deepEqual(await store.bodySeqs(file), []);
    });

    test('appends only where the head is as the batch says, all or nothing', async () => {
      const { file, row } = await newFile(1);
      const after = fileRow(file, 1, 2);
      const stale = { ...row, headId: hex(32) as EntryId };
      const leaf = leaves.row(file, 2);
      leaves.next--;
      for (const before of [stale, { ...row, headSeq: 7 }, { ...row, counter: 9 }, undefined]) {
        await assert.rejects(
          store.commit({
            ...nothing,
            files: [{ before, after, readers: undefined }],
            entries: [entryRow(file, 1)],
            leaves: [leaf],
          }),
          refuses('store-conflict'),
        );
      }
      assert.deepEqual((await store.files([file])).get(file)?.row, row);
      assert.equal(await store.leafCount(), leaves.next);
      await assert.rejects(
        store.commit({
          ...nothing,
          files: [{ before: row, after, readers: undefined }],
          entries: [entryRow(file, 0)],
        }),
        refuses('store-conflict'),
      );
      await store.commit({
        ...nothing,
        files: [{ before: row, after, readers: undefined }],
        entries: [entryRow(file, 1)],
        leaves: [leaves.row(file, 2)],
      });
      assert.deepEqual((await store.files([file])).get(file)?.row, after);
    });

    test('never takes a leaf index, a counter or a seq twice', async () => {
      const { file, row } = await newFile(1);
      const after = fileRow(file, 0, 2);
      const write = { before: row, after, readers: undefined };
      const taken = leaves.row(file, 1);
      leaves.next--;
      const conflict = refuses('store-conflict');
      await assert.rejects(store.commit({ ...nothing, leaves: [taken] }), conflict);
      await assert.rejects(
        store.commit({ ...nothing, files: [write], leaves: [{ ...taken, index: 0, counter: 2 }] }),
        conflict,
      );
      const entry = entryRow(file, 1);
      const twice = [entry, entryRow(file, 1)];
      await assert.rejects(store.commit({ ...nothing, entries: twice }), conflict);
    });

    test('finds the newest version of each record', async () => {
      const file = hex(16) as FileId;
      const record = hex(16) as RecordId;
      await store.commit({
        ...nothing,
        files: [{ before: undefined, after: fileRow(file, 2, 3), readers: [reader] }],
        entries: [1, 2, 3].map((version, seq) => entryRow(file, seq, { record, version })),
        leaves: [1, 2, 3].map((counter) => leaves.row(file, counter)),
      });
      const newest = { version: 3, compartment: 'clinical' };
      assert.deepEqual([...(await store.versions(file))], [[record, newest]]);
    });

    test('a rotation replaces every wrap and drops earlier grants', async () => {
      const { file, row } = await newFile(3, [reader, reception]);
      const wraps = [0, 1, 2].map((seq) => ({ seq, wrap: bytes(104) }));
      const after = { ...fileRow(file, 3, 4), epoch: 2 };
      const grant = bytes(1300);
      const batch: Batch = {
        ...nothing,
        files: [{ before: row, after, readers: [reader] }],
        rotations: [{ file, epoch: 2, wraps }],
        entries: [entryRow(file, 3, { kind: 'rotate', epoch: 2, length: 0 })],
        grants: [{ file, epoch: 2, reader: therapist, scope: 'root', grant }],
        leaves: [leaves.row(file, 4)],
      };
      const missing = [...wraps, { seq: 3, wrap: bytes(104) }];
      await assert.rejects(
        store.commit({ ...batch, rotations: [{ file, epoch: 2, wraps: missing }] }),
        refuses('store-conflict'),
      );
      await store.commit(batch);
      const fetched = await store.fetch(query(file), everything);
      assert.deepEqual(fetched?.grants.map(plain), [plain(grant)]);
      assert.deepEqual(
        fetched.entries.slice(0, 3).map((e) => [plain(e.wrap), e.wrapEpoch]),
        wraps.map(({ wrap }) => [plain(wrap), 2]),
      );
      assert.deepEqual(await store.bodySeqs(file), [0, 1, 2]);
      assert.deepEqual((await store.files([file])).get(file)?.readers, [reader]);
      const gone = await store.fetch(query(file, { as: reception.principal }), everything);
      assert.deepEqual(gone?.grants, []);
    });

    test('lists files by reader, by id, page by page', async () => {
      const lister: ReaderRow = {
        principal: hex(16) as PrincipalId,
        generation: 1,
        scopes: ['root'],
      };
      const group: ReaderRow = {
        principal: hex(16) as PrincipalId,
        generation: 1,
        scopes: ['contact'],
      };
      const made = [];
      for (let i = 0; i < 5; i++) made.push((await newFile(1, [lister])).file);
      const both = (await newFile(1, [lister, group])).file;
      const ids = [...made, both].sort();
      const all = await store.listFiles([lister.principal], undefined, 10);
      assert.deepEqual(
        all.map((line) => line.file),
        ids,
      );
      const page = await store.listFiles([lister.principal], ids[1], 2);
      assert.deepEqual(
        page.map((line) => line.file),
        ids.slice(2, 4),
      );
      const lines = await store.listFiles([lister.principal, group.principal], undefined, 20);
      assert.equal(lines.length, 7);
      assert.deepEqual(
        lines.filter((line) => line.principal === group.principal).map((line) => line.scopes),
        [['contact']],
      );
      assert.deepEqual(await store.listFiles([], undefined, 10), []);
    });

    test('gives ledger leaves by index and by file, and tiles', async () => {
      const { file } = await newFile(3);
      const count = await store.leafCount();
      assert.equal(count, leaves.next);
      const own = await store.leavesOf(file, 2, 10);
      assert.deepEqual(
        own.map((leaf) => leaf.counter),
        [2, 3],
      );
      const data = await store.leafData(count - 2, count);
      assert.deepEqual(
        data.map(plain),
        own.map((leaf) => plain(leaf.data)),
      );
      assert.equal((await store.leavesOf(file, 1, 1)).length, 1);
      const tile = bytes(8192);
      await store.commit({ ...nothing, tiles: [{ level: 1, index: 4, data: tile }] });
      assert.deepEqual(plain((await store.tile(1, 4)) ?? null), plain(tile));
      assert.equal(await store.tile(0, 4), undefined);
    });

    test('keeps one checkpoint', async () => {
      assert.equal(await store.checkpoint(), undefined);
      for (const size of [1, 2]) {
        const checkpoint = { size, root: bytes(32), note: `size ${String(size)}` };
        await store.saveCheckpoint(checkpoint);
        const kept = await store.checkpoint();
        assert.deepEqual(
          [kept?.size, plain(kept?.root ?? null), kept?.note],
          [size, plain(checkpoint.root), checkpoint.note],
        );
      }
    });

    test('keeps roster entries in order and group grants by holder', async () => {
      const rows = [0, 1, 2].map((seq) => ({ seq, entry: bytes(300), signature: bytes(64) }));
      const group = hex(16) as PrincipalId;
      const grants = [1, 2].map((epoch) => ({
        file: group,
        epoch,
        reader: therapist,
        scope: 'group' as const,
        grant: bytes(1300),
      }));
      await store.commit({ ...nothing, roster: rows, grants });
      const kept = await store.roster(1);
      assert.deepEqual(
        kept.map((row) => [row.seq, plain(row.entry), plain(row.signature)]),
        rows.slice(1).map((row) => [row.seq, plain(row.entry), plain(row.signature)]),
      );
      await assert.rejects(
        store.commit({ ...nothing, roster: rows.slice(0, 1) }),
        refuses('store-conflict'),
      );
      const held = await store.groupGrants(therapist, [group]);
      assert.deepEqual(
        held.map(plain),
        grants.map(({ grant }) => plain(grant)),
      );
      assert.deepEqual(await store.groupGrants(reception.principal, [group]), []);
      assert.deepEqual(await store.groupGrants(therapist, []), []);
    });

    test('refuses a nonce twice and forgets old ones', async () => {
      const nonce = { reader: therapist, nonce: hex(16), time: 1000 };
      await store.commit({ ...nothing, nonces: [nonce] });
      await assert.rejects(
        store.commit({ ...nothing, nonces: [nonce] }),
        refuses('store-conflict'),
      );
      assert.deepEqual(await store.nonces(1000), [nonce]);
      assert.deepEqual(await store.nonces(1001), []);
    });

    test('has everything after it was closed and opened again', async () => {
      const { file, row } = await newFile(2);
      const count = await store.leafCount();
      await store.close();
      store = await place.open();
      await store.ping();
      assert.deepEqual((await store.files([file])).get(file)?.row, row);
      assert.equal(await store.leafCount(), count);
    });

    test('is unavailable once closed', async () => {
      const own = await kind.place();
      const closed = await own.open();
      await closed.close();
      await assert.rejects(closed.ping(), refuses('store-unavailable'));
      await assert.rejects(closed.leafCount(), refuses('store-unavailable'));
      await own.remove();
    });
  });
}
