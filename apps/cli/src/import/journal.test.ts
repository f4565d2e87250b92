import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryStore, SealedCache } from '@vaiti/client';
import {
  type EntryId,
  type FileId,
  type FileMember,
  type PracticeId,
  type PrincipalId,
  Secret,
} from '@vaiti/core';
import { entropy } from '../profile/entropy.ts';
import { Journal, type JournalFile } from './journal.ts';
import { seenKey, SeenTable } from './seen.ts';

const practice = 'aa'.repeat(16) as PracticeId;
const file = 'bb'.repeat(16) as FileId;
const reader = 'cc'.repeat(16) as PrincipalId;

function at(seq: number): JournalFile {
  const state = {
    practice,
    file,
    seq,
    head: String(seq % 10).repeat(64) as EntryId,
    epoch: 1,
    day: 20_000,
    readers: new Map([[reader, { generation: 1, scopes: ['root' as const] }]]),
    split: undefined,
    members: new Map<PrincipalId, FileMember>(),
    forgotten: false,
  };
  return { tip: { file, state, newest: new Map() }, root: new Secret(new Uint8Array(32).fill(7)) };
}

const key = (n: number) => seenKey(file, n.toString(16).padEnd(32, '0') as never);

test('what was noted comes back: the newest head, every record, the root key', async () => {
  const cache = new SealedCache(memoryStore(), new Secret(entropy(32)), entropy, 'x/');
  const journal = new Journal(cache, practice);
  await journal.load(new SeenTable());
  journal.note(at(1), key(1), { version: 1, digest: 11 });
  journal.note(at(2), key(2), { version: 1, digest: 22 });
  await journal.save();
  journal.note(at(3), key(1), { version: 2, digest: 33 });
  await journal.save();
  await journal.save();

  const seen = new SeenTable();
  const later = new Journal(cache, practice);
  const files = await later.load(seen);
  assert.deepEqual(files.get(file)?.tip.state, at(3).tip.state);
  assert.deepEqual(
    files.get(file)?.root.use((bytes) => [...bytes]),
    Array(32).fill(7),
  );
  assert.deepEqual(seen.get(key(1)), { version: 2, digest: 33 });
  assert.deepEqual(seen.get(key(2)), { version: 1, digest: 22 });

  later.note(at(4), key(4), { version: 1, digest: 44 });
  await later.save();
  assert.deepEqual(await cache.names('import/'), [
    'import/00000000',
    'import/00000001',
    'import/00000002',
  ]);
});
