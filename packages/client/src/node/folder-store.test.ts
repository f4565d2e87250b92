import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { folderStore } from './folder-store.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vaiti-store-'));
});
after(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('keeps, lists and forgets, and another start finds it', async () => {
  const path = join(folder, 'cache');
  const store = folderStore(path);
  await store.put('p/i/file/1', new Uint8Array([1, 2]));
  await store.put('p/i/draft/1', new Uint8Array([3]));
  const again = folderStore(path);
  assert.deepEqual(await again.get('p/i/file/1'), new Uint8Array([1, 2]));
  assert.deepEqual(await again.keys('p/i/file/'), ['p/i/file/1']);
  await again.delete('p/i/file/1');
  await again.delete('p/i/file/1');
  assert.equal(await store.get('p/i/file/1'), undefined);
  await store.clear();
  assert.deepEqual(await store.keys(''), []);
});

test('is for its owner alone and takes no way out of the folder', async () => {
  const path = join(folder, 'closed');
  const store = folderStore(path);
  await store.put('a', new Uint8Array([1]));
  assert.equal((await stat(path)).mode & 0o077, 0);
  assert.equal((await stat(join(path, 'a'))).mode & 0o077, 0);
  await assert.rejects(async () => store.get('../escape'), TypeError);
});
