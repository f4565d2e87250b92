import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { inputsOf } from './inputs.ts';

const folder = mkdtempSync(join(tmpdir(), 'vaiti-inputs-'));
after(() => rmSync(folder, { recursive: true }));
for (const [name, type] of [
  ['a.ndjson', 'DocumentReference'],
  ['b.ndjson', 'Patient'],
  ['c.json', 'Bundle'],
  ['d.jsonl', 'Organization'],
  ['README.md', 'Patient'],
] as const)
  writeFileSync(join(folder, name), `{"resourceType":"${type}"}\n`);

test('of a folder the known endings are taken, patients before what tells of them', async () => {
  const inputs = await inputsOf(['.'], folder);
  assert.deepEqual(
    inputs.map(({ form, path }) => [basename(path), form]),
    [
      ['d.jsonl', 'lines'],
      ['b.ndjson', 'lines'],
      ['a.ndjson', 'lines'],
      ['c.json', 'whole'],
    ],
  );
});

test('a file that is named is taken whatever it is called, once', async () => {
  const inputs = await inputsOf(['README.md', './README.md'], folder);
  assert.deepEqual(
    inputs.map(({ path }) => basename(path)),
    ['README.md'],
  );
});

test('nothing there and nothing to import are told apart', async () => {
  await assert.rejects(inputsOf(['missing'], folder), { code: 'input-missing' });
  const empty = mkdtempSync(join(folder, 'empty-'));
  await assert.rejects(inputsOf([empty], folder), { code: 'input-empty' });
});
