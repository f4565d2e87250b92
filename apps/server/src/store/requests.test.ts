import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Bytes, EntryId, FileId, PrincipalId, RecordId } from '@vaiti/core';
import { nothing } from '../testing/batches.ts';
import { storeKinds, type StorePlace } from '../testing/stores.ts';
import type { AnswerRow, RequestRow } from './request-rows.ts';
import type { Batch, EntryRow, FileRow, ReaderRow } from './rows.ts';
import type { Store } from './store.ts';

const bytes = (length: number): Bytes => new Uint8Array(randomBytes(length));
const hex = (length: number): string => randomBytes(length).toString('hex');
const plain = (value: Uint8Array | null): number[] | null => (value === null ? null : [...value]);

function fileRow(file: FileId, headSeq: number, counter: number): FileRow {
  return { file, headSeq, headId: hex(32) as EntryId, epoch: 1, day: 20_781, counter };
}

/** An entry without body. */
function entryRow(file: FileId, seq: number): EntryRow {
  return {
    file,
    seq,
    epoch: 1,
    kind: seq === 0 ? 'open' : 'entry',
    compartment: 'clinical',
    record: hex(16) as RecordId,
    version: 1,
    length: 0,
    header: bytes(200),
    bodyHash: bytes(32),
    signature: bytes(64),
    body: new Uint8Array(0),
    wrap: null,
  };
}

for (const kind of await storeKinds()) {
  describe(`requests and councils on ${kind.name}`, { skip: kind.skip }, () => {
    let place: StorePlace;
    let store: Store;
    const therapist = hex(16) as PrincipalId;
    const officer = hex(16) as PrincipalId;
    before(async () => {
      place = await kind.place();
      store = await place.open();
    });
    after(async () => {
      await store.close();
      await place.remove();
    });

    test('keeps requests and what was said of them, each once', async () => {
      const file = hex(16) as FileId;
      const row = fileRow(file, 0, 1);
      await store.commit({
        ...nothing,
        files: [{ before: undefined, after: row, readers: [], beside: undefined }],
      });
      const request: RequestRow = {
        id: hex(16),
        file,
        kind: 'emergency',
        requester: therapist,
        time: 5_000_000_000_000,
        expires: 5_000_000_000_100,
        request: bytes(90),
        signature: bytes(64),
        reason: bytes(400),
        done: null,
      };
      const answer: AnswerRow = {
        request: request.id,
        file,
        author: officer,
        says: 'approved',
        epoch: 1,
        time: request.time + 1,
        statement: bytes(90),
        signature: bytes(64),
        share: bytes(1300),
      };
      const declined: AnswerRow = { ...answer, says: 'declined', epoch: 0, share: null };
      const write = (requests: Batch['requests'], counter: number) =>
        store.commit({
          ...nothing,
          files: [
            {
              before: { ...row, counter: counter - 1 },
              after: { ...row, counter },
              readers: undefined,
              beside: undefined,
            },
          ],
          requests,
        });
      await write([{ write: 'request', row: request }], 2);
      await write(
        [
          { write: 'request', row: { ...request, reason: bytes(10) } },
          { write: 'answer', row: answer },
          { write: 'answer', row: { ...answer, share: null } },
          { write: 'answer', row: declined },
        ],
        3,
      );
      const plainly = (one: RequestRow | undefined) =>
        one && { ...one, reason: plain(one.reason), request: plain(one.request), signature: null };
      assert.deepEqual(plainly(await store.request(request.id)), plainly(request));
      assert.equal(await store.request(hex(16)), undefined);
      const [newest] = await store.requests(1);
      assert.equal(newest?.id, request.id);
      const answers = await store.answers([request.id, hex(16)]);
      assert.deepEqual(answers.map(({ says, share }) => [says, plain(share)]).sort(), [
        ['approved', plain(answer.share)],
        ['declined', null],
      ]);
      assert.deepEqual(await store.answers([]), []);
      await write([{ write: 'done', file, request: request.id, time: 7 }], 4);
      assert.equal((await store.request(request.id))?.done, 7);
    });

    test('finds files without a council, and the parts of a split', async () => {
      const owner = hex(16) as PrincipalId;
      const staff = hex(16) as PrincipalId;
      const held: ReaderRow = { principal: owner, generation: 1, scopes: ['root'] };
      const ended: ReaderRow = { ...held, until: 20_000 };
      const open = async (readers: readonly ReaderRow[], council: number) => {
        const file = hex(16) as FileId;
        const entry = entryRow(file, 0);
        await store.commit({
          ...nothing,
          files: [
            {
              before: undefined,
              after: fileRow(file, 1, 2),
              readers,
              beside: { council, state: bytes(20) },
            },
          ],
          entries: [entry, entryRow(file, 1)],
          shares: [{ file, epoch: 1, officer: owner, share: bytes(1300) }],
        });
        return { file, entry };
      };
      const before = await store.countWithoutCouncil([staff], 7);
      const [split, old, none] = [
        await open([held], 7),
        await open([held], 6),
        await open([ended], 0),
      ];
      await open([{ ...held, principal: staff }], 0);
      await open([{ ...held, scopes: ['contact'] }], 0);
      const found = await store.withoutCouncil([owner], 7, 10);
      assert.deepEqual(
        found.map(({ file, until }) => [file, until]).sort(),
        [
          [old.file, undefined],
          [none.file, 20_000],
        ].sort(),
      );
      assert.equal((await store.withoutCouncil([owner], 7, 1)).length, 1);
      assert.deepEqual(await store.withoutCouncil([], 7, 10), []);
      assert.equal(await store.countWithoutCouncil([staff], 7), before + 3);
      const [only, ...more] = await store.splittable(split.file, 1);
      assert.deepEqual([plain(only?.header ?? null), more], [plain(split.entry.header), []]);
      assert.deepEqual(await store.splittable(split.file, 2), []);
      assert.equal((await store.shareOf(split.file, 1, owner))?.length, 1300);
      assert.equal(await store.shareOf(split.file, 2, owner), undefined);
      assert.equal(await store.shareOf(split.file, 1, staff), undefined);
    });
  });
}
