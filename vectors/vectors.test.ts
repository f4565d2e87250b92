import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { coreErrorCodes } from '@vaiti/core';
import { vectorFileSchema } from './format.ts';
import { deterministic, render } from './generate.ts';
import { operations } from './operations.ts';
import { native, portable, runVectors } from './run.ts';

const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'));
const textOf = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');

/** Cases a file, so that none is lost unseen. */
const counts: Readonly<Record<string, number>> = {
  'cbor.json': 73,
  'padding.json': 37,
  'openings.json': 11,
  'chunked.json': 19,
  'identities.json': 3,
  'keys.json': 9,
  'entries.json': 53,
  'chains.json': 80,
  'rosters.json': 92,
  'standings.json': 18,
  'reads.json': 14,
  'grants.json': 22,
  'invitations.json': 21,
  'requests.json': 22,
  'shares.json': 13,
};

test('the vector files are those that are counted here', () => {
  assert.deepEqual(names.sort(), Object.keys(counts).sort());
});

for (const name of names) {
  for (const using of [native, portable]) {
    test(`${name} passes on ${using.name}`, async () => {
      const outcomes = await runVectors(JSON.parse(textOf(name)), using);
      assert.deepEqual(
        outcomes.filter((outcome) => !outcome.passed),
        [],
      );
      assert.equal(outcomes.length, counts[name]);
    });
  }
}

for (const [name, make] of Object.entries(deterministic)) {
  test(`${name} is what the generator makes`, async () => {
    assert.equal(render(await make()), textOf(name));
  });
}

const files = names.map((name) => vectorFileSchema.parse(JSON.parse(textOf(name))));
const cases = files.flatMap((file) => file.cases);

test('every operation has vectors', () => {
  const used = new Set(cases.map((vector) => vector.op));
  assert.deepEqual([...used].sort(), Object.keys(operations).sort());
});

test('no two cases of a file share a name', () => {
  for (const file of files) {
    const seen = file.cases.map((vector) => `${vector.op} ${vector.name}`);
    assert.equal(new Set(seen).size, seen.length, file.about);
  }
});

test('every refusal that vectors can show is shown', () => {
  const shown = new Set(cases.flatMap((vector) => ('error' in vector ? [vector.error] : [])));
  // Whoever looks up a key of somebody unknown: no bytes lead there.
  const elsewhere = ['author-unknown'];
  assert.deepEqual(
    coreErrorCodes.filter((code) => !shown.has(code) && !elsewhere.includes(code)),
    [],
  );
});

test('a vector that lies is noticed', async () => {
  const file = vectorFileSchema.parse(JSON.parse(textOf('padding.json')));
  const lying = {
    ...file,
    cases: [{ name: 'lie', op: 'padded-length', input: { length: 1 }, output: { padded: 255 } }],
  };
  const [outcome] = await runVectors(lying, native);
  assert.equal(outcome?.passed, false);
  assert.equal(outcome.got, '{"padded":256}');
});
