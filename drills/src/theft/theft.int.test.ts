import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { reportOf, type TheftResult } from './tell/report.ts';
import { postgresMissing } from '../postgres.ts';
import { theft } from './theft.ts';

const small = { patients: 8, notes: 3, postgres: false };
const database = process.env['VAITI_TEST_POSTGRES'];
const skip = postgresMissing(database);
const quiet = (): void => undefined;

function sourcesWith(result: TheftResult, kind: string): string[] {
  return result.sources
    .filter(({ findings }) => findings.some(({ pattern }) => pattern.needle.kind === kind))
    .map(({ source }) => source);
}

describe('a server is stolen under load', () => {
  let result: TheftResult;
  before(async () => {
    result = await theft({ ...small, plant: false }, undefined, quiet);
  });

  test('nothing of the practice is found', () => {
    const { code, text } = reportOf(result);
    assert.equal(code, 0, text);
    assert.match(text, /Nothing found: none of \d+ needles/);
  });

  test('everything a thief gets was searched', () => {
    const searched = new Set(result.sources.filter((s) => s.bytes > 0).map((s) => s.source));
    for (const source of [
      'database file',
      'write-ahead log',
      'keys of the server',
      'logs and output',
      'backup (VACUUM INTO)',
      'backup (online)',
      'values of all rows',
      'heap snapshot',
    ])
      assert.ok(searched.has(source), source);
    assert.ok(searched.has('process memory') || result.missing.includes('process memory'));
  });

  test('clients worked meanwhile, and their own view holds the needles', () => {
    assert.ok(result.load.reads > 0 && result.load.writes > 0);
    assert.ok(result.control.expected > 100);
    assert.equal(result.control.found, result.control.expected);
  });

  test('what the server does hold is found in its memory', () => {
    assert.ok(sourcesWith(result, 'mark').includes('heap snapshot'));
  });
});

test('PostgreSQL is searched as well: nothing found but a planted canary', { skip }, async () => {
  const result = await theft(
    { ...small, plant: true, postgres: true, memory: false },
    database,
    quiet,
  );
  const { code, text } = reportOf(result);
  assert.equal(code, 0, text);
  const found = sourcesWith(result, 'canary');
  for (const copy of ['dump (COPY)', 'dump (gzip)', 'dump (archive)', 'values of all rows'])
    assert.ok(found.includes(copy), copy);
});

test('a planted canary is found in the store and in every backup', async () => {
  const result = await theft({ ...small, plant: true, memory: false }, undefined, quiet);
  const { code, text } = reportOf(result);
  assert.equal(code, 0, text);
  assert.match(text, /Planted canary found, as it should be/);
  const found = sourcesWith(result, 'canary');
  assert.ok(found.includes('write-ahead log') || found.includes('database file'));
  for (const copy of ['backup (VACUUM INTO)', 'backup (online)']) assert.ok(found.includes(copy));
});
