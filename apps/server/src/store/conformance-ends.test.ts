import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FileId, PrincipalId } from '@vaiti/core';
import { nothing } from '../testing/batches.ts';
import { bytes, entryRow, fileRow, hex, LeafRows, plain } from '../testing/rows.ts';
import { storeKinds, type StorePlace } from '../testing/stores.ts';
import type { Batch, ReaderRow } from './rows.ts';
import type { FetchQuery, Store } from './store.ts';

for (const kind of await storeKinds()) {
  describe(`loans and ends on ${kind.name}`, { skip: kind.skip }, () => {
    const leaves = new LeafRows();
    let place: StorePlace;
    let store: Store;
    const therapist = hex(16) as PrincipalId;
    const reader: ReaderRow = { principal: therapist, generation: 1, scopes: ['root'] };
    const reception: ReaderRow = {
      principal: hex(16) as PrincipalId,
      generation: 2,
      scopes: ['contact', 'shared'],
    };
    before(async () => {
      place = await kind.place();
      store = await place.open();
    });
    after(async () => {
      await store.close();
      await place.remove();
    });

    async function newFile(count: number, readers: readonly ReaderRow[]) {
      const file = hex(16) as FileId;
      const entries = Array.from({ length: count }, (_, seq) => entryRow(file, seq));
      const row = fileRow(file, count - 1, count);
      await store.commit({
        ...nothing,
        files: [{ before: undefined, after: row, readers }],
        entries,
        leaves: entries.map((_, i) => leaves.row(file, i + 1)),
        grants: readers.map(({ principal, scopes }) => ({
          ...{ file, epoch: 1, reader: principal, scope: scopes[0] ?? 'root' },
          grant: bytes(1300),
        })),
      });
      return { file, row, entries };
    }

    const query = (file: FileId, changes: Partial<FetchQuery> = {}): FetchQuery => ({
      ...{ file, as: therapist, from: 0, to: 1000, maxEntries: 100, maxBytes: 1_000_000 },
      ...changes,
    });

    test('gives a lent entry its body without the wrap, and the grants of its loans alone', async () => {
      const file = hex(16) as FileId;
      const supervisor: ReaderRow = {
        principal: hex(16) as PrincipalId,
        generation: 1,
        scopes: [],
        loans: [
          { entry: 1, until: 20_800 },
          { entry: 2, until: 20_700 },
        ],
      };
      const both: ReaderRow = {
        ...supervisor,
        principal: hex(16) as PrincipalId,
        scopes: ['contact'],
      };
      const grants = (['entry:1:20800', 'entry:2:20700', 'contact'] as const).flatMap((scope) =>
        [supervisor, both].map(({ principal }) => ({
          ...{ file, epoch: 1, reader: principal, scope },
          grant: bytes(1300),
        })),
      );
      await store.commit({
        ...nothing,
        files: [
          {
            before: undefined,
            after: fileRow(file, 2, 3),
            readers: [reader, supervisor, both],
            beside: undefined,
          },
        ],
        entries: [entryRow(file, 0), entryRow(file, 1), entryRow(file, 2)],
        grants,
        leaves: [1, 2, 3].map((counter) => leaves.row(file, counter)),
      });
      const stored = (await store.files([file])).get(file);
      const one = stored?.readers.find(({ principal }) => principal === both.principal);
      assert.deepEqual(one, both);
      const lent = () => ({ compartments: new Set<never>(), entries: new Set([1]) });
      const fetched = await store.fetch(query(file, { as: supervisor.principal }), lent);
      assert.deepEqual(
        fetched?.entries.map((e) => [e.body === null, e.wrap === null]),
        [
          [true, true],
          [false, true],
          [true, true],
        ],
      );
      const wanted = grants.find((g) => g.scope === 'entry:1:20800')?.grant ?? null;
      assert.deepEqual(fetched.grants.map(plain), [plain(wanted)]);
      assert.equal(fetched.bodyBytes, fetched.entries[1]?.body?.length);
      const ids = async (by: 'scopes' | 'loans', { principal }: ReaderRow) =>
        (await store.listFiles([principal], undefined, 10, by)).map((line) => [
          line.file,
          line.loans,
        ]);
      assert.deepEqual(await ids('loans', supervisor), [[file, supervisor.loans]]);
      assert.deepEqual(await ids('scopes', supervisor), []);
      assert.deepEqual(await ids('loans', both), [[file, both.loans]]);
      assert.equal((await ids('scopes', both)).length, 1);
      assert.deepEqual(await ids('loans', reader), []);
    });

    test('forgets a file: what opens it goes, headers stay, and who was let in by it alone is nobody', async () => {
      const { file, row, entries } = await newFile(3, [reader, reception]);
      const other = (await newFile(1, [reader])).file;
      const patient = (files: readonly FileId[]) => {
        const principal = hex(16) as PrincipalId;
        const keys = { sign: bytes(32), kem: bytes(1216) };
        return files.map((one) => ({ principal, file: one, role: 'patient' as const, keys }));
      };
      const [only] = patient([file]);
      const both = patient([file, other]);
      assert.ok(only !== undefined && both[0] !== undefined);
      const principals = [only.principal, both[0].principal];
      const account = (principal: PrincipalId) => ({
        account: hex(16),
        principal,
        kind: 'password' as const,
        record: 'AbC_-',
        sealedSeed: bytes(60),
        created: 7,
        used: 0,
      });
      for (const principal of principals) {
        await store.addAccount(account(principal));
        await store.addSession({ hash: hex(32), principal, created: 5, used: 5, way: null });
      }
      const held = (principal: PrincipalId): ReaderRow => ({
        principal,
        generation: 1,
        scopes: ['shared'],
      });
      const otherRow = (await store.files([other])).get(other)?.row;
      assert.ok(otherRow !== undefined);
      await store.commit({
        ...nothing,
        members: [only, ...both],
        files: [
          {
            before: otherRow,
            after: otherRow,
            readers: [reader, held(principals[1] ?? reader.principal)],
          },
        ],
        shares: [{ file, epoch: 1, officer: therapist, share: bytes(90) }],
      });
      const after = fileRow(file, 3, 4);
      const day = 20_781;
      const former = [
        { principal: therapist, root: true },
        { principal: reception.principal, root: false },
      ];
      const batch: Batch = {
        ...nothing,
        files: [{ before: row, after, readers: [] }],
        entries: [entryRow(file, 3, { kind: 'forget', length: 0 })],
        leaves: [leaves.row(file, 4)],
        forgotten: [{ file, seq: 3, day, backups: day + 35, readers: former }],
      };
      await store.commit(batch);
      await store.scrub();
      assert.deepEqual(await store.bodySeqs(file), []);
      const remains = () => ({ compartments: new Set<never>(), entries: new Set<number>() });
      const fetched = await store.fetch(query(file), remains);
      assert.deepEqual(fetched?.grants, []);
      assert.deepEqual(
        fetched.entries.slice(0, 3).map((e) => [plain(e.header), e.body, e.wrap]),
        entries.map((e) => [plain(e.header), null, null]),
      );
      assert.equal(await store.shareOf(file, 1, therapist), undefined);
      assert.deepEqual((await store.files([file])).get(file)?.readers, []);
      const line = { file, seq: 3, day, backups: day + 35 };
      assert.deepEqual(await store.tombstones({ by: undefined, root: false }, undefined, 10), [
        line,
      ]);
      assert.deepEqual(await store.tombstones({ by: [therapist], root: true }, undefined, 10), [
        line,
      ]);
      const desk = [reception.principal];
      assert.deepEqual(await store.tombstones({ by: desk, root: false }, undefined, 10), [line]);
      assert.deepEqual(await store.tombstones({ by: desk, root: true }, undefined, 10), []);
      const nobody = [hex(16) as PrincipalId];
      assert.deepEqual(await store.tombstones({ by: nobody, root: false }, undefined, 10), []);
      assert.deepEqual(await store.tombstones({ by: [therapist], root: false }, file, 10), []);
      assert.deepEqual(
        (await Promise.all(principals.map((id) => store.accountsOf(id)))).map((all) => all.length),
        [0, 1],
      );
      const sessions = (await store.sessions()).map((one) => one.principal);
      assert.deepEqual(
        principals.map((id) => sessions.includes(id)),
        [false, true],
      );
      assert.equal(await store.member(only.principal), undefined);
      assert.equal((await store.member(both[0].principal))?.files.length, 1);
    });
  });
}
