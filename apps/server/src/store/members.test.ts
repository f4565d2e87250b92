import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Bytes, EntryId, FileId, PrincipalId } from '@vaiti/core';
import { nothing } from '../testing/batches.ts';
import { storeKinds, type StorePlace } from '../testing/stores.ts';
import type { FileRow, ReaderRow } from './rows.ts';
import type { Store } from './store.ts';

const bytes = (length: number): Bytes => new Uint8Array(randomBytes(length));
const hex = (length: number): string => randomBytes(length).toString('hex');
const plain = (value: Uint8Array | null): number[] | null => (value === null ? null : [...value]);

function fileRow(file: FileId, headSeq: number, counter: number): FileRow {
  return { file, headSeq, headId: hex(32) as EntryId, epoch: 1, day: 20_781, counter };
}

for (const kind of await storeKinds()) {
  describe(`members on ${kind.name}`, { skip: kind.skip }, () => {
    let place: StorePlace;
    let store: Store;
    before(async () => {
      place = await kind.place();
      store = await place.open();
    });
    after(async () => {
      await store.close();
      await place.remove();
    });

    test('knows whom files have let in, once for each file, and what they hold now', async () => {
      const principal = hex(16) as PrincipalId;
      const keys = { sign: bytes(32), kem: bytes(1216) };
      const files = [hex(16), hex(16)].sort() as FileId[];
      assert.equal(await store.member(principal), undefined);
      const guardian = { principal, generation: 1, scopes: ['guardian' as const], until: 20_900 };
      const [first, second] = files.map((file) => fileRow(file, 0, 1));
      assert.ok(first !== undefined && second !== undefined);
      const fresh = (after: FileRow, readers: readonly ReaderRow[]) => ({
        before: undefined,
        after,
        readers,
        beside: undefined,
      });
      const member = (file: FileId) => ({ principal, file, role: 'guardian' as const, keys });
      await store.commit({
        ...nothing,
        files: [fresh(first, [guardian]), fresh(second, [])],
        members: [member(first.file), member(second.file)],
      });
      const known = await store.member(principal);
      assert.deepEqual(plain(known?.keys.sign ?? null), plain(keys.sign));
      assert.deepEqual(plain(known?.keys.kem ?? null), plain(keys.kem));
      const held = { role: 'guardian', holding: { scopes: ['guardian'], until: 20_900 } };
      assert.deepEqual(known?.files, [
        { file: first.file, ...held },
        { file: second.file, role: 'guardian', holding: undefined },
      ]);
      await store.commit({
        ...nothing,
        members: [{ ...member(first.file), role: 'patient' }],
      });
      assert.equal((await store.member(principal))?.files[0].role, 'patient');
    });
  });
}
