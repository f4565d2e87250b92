import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { OutputFolder } from './output-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'vaiti-output-'));
after(() => rmSync(folder, { recursive: true }));

test('files appear together when published, for their owner alone', async () => {
  const out = join(folder, 'new');
  const output = new OutputFolder(out, { force: false });
  await output.write('a.ndjson', '1\n');
  await output.write('b.ndjson', '2\n');
  await output.write('a.ndjson', '3\n');
  assert.deepEqual(
    readdirSync(out).filter((name) => name.endsWith('.ndjson')),
    [],
  );
  assert.deepEqual(await output.publish(), ['a.ndjson', 'b.ndjson']);
  assert.deepEqual(readdirSync(out), ['a.ndjson', 'b.ndjson']);
  assert.equal(readFileSync(join(out, 'a.ndjson'), 'utf8'), '1\n3\n');
  assert.equal(statSync(join(out, 'a.ndjson')).mode & 0o777, 0o600);
});

test('what is there is not overwritten without force, and nothing is left of the attempt', async () => {
  writeFileSync(join(folder, 'kept.ndjson'), 'old');
  const careful = new OutputFolder(folder, { force: false });
  await careful.write('other.ndjson', 'new');
  await assert.rejects(careful.write('kept.ndjson', 'new'), { code: 'output-exists' });
  await careful.discard();
  assert.deepEqual(
    readdirSync(folder).filter((name) => name !== 'new'),
    ['kept.ndjson'],
  );
  const forced = new OutputFolder(folder, { force: true });
  await forced.write('kept.ndjson', 'new');
  assert.equal(readFileSync(join(folder, 'kept.ndjson'), 'utf8'), 'old');
  await forced.publish();
  assert.equal(readFileSync(join(folder, 'kept.ndjson'), 'utf8'), 'new');
});
