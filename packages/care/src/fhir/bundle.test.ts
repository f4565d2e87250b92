import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bundleEntries, isBundle } from './bundle.ts';
import { rawElements, rawMember } from './json-slices.ts';
import { parseResource } from './parse.ts';

test('entries come with their fullUrl and their exact characters', () => {
  const resource = '{ "resourceType" : "Observation", "value" : 1.50, "s":"a\\"]}" }';
  const text = `{"entry":[{"request":{"url":"x"},"fullUrl":"urn:uuid:1","resource":${resource}} , {"resource":{"resourceType":"Basic"}}],"type":"transaction","resourceType":"Bundle"}`;
  const entries = [...bundleEntries(text)];
  assert.equal(entries.length, 2);
  const [first, second] = entries;
  assert.ok(first?.parsed.ok && second?.parsed.ok);
  assert.equal(first.parsed.resource.text, resource);
  assert.equal(first.parsed.resource.url, 'urn:uuid:1');
  assert.equal(second.parsed.resource.url, null);
});

test('each type of Bundle that holds resources is taken, a bad entry does not stop the rest', () => {
  for (const type of ['transaction', 'batch', 'collection', 'searchset', 'document']) {
    const entry = [
      {},
      7,
      { fullUrl: 3 },
      { resource: [] },
      { resource: { resourceType: 'Basic' } },
    ];
    const text = JSON.stringify({ resourceType: 'Bundle', type, entry });
    const codes = [...bundleEntries(text)].map(({ parsed }) => (parsed.ok ? 'ok' : parsed.code));
    const bad = 'fhir-bundle-entry-invalid';
    assert.deepEqual(codes, [bad, bad, bad, 'fhir-not-object', 'ok']);
  }
});

test('what is no Bundle gives one fault', () => {
  const cases = [
    ['{', 'fhir-json-invalid'],
    ['{"resourceType":"Patient"}', 'fhir-not-object'],
    ['{"resourceType":"Bundle","type":"history"}', 'fhir-bundle-type-unsupported'],
    ['{"resourceType":"Bundle","type":"batch","entry":{}}', 'fhir-not-object'],
  ] as const;
  for (const [text, code] of cases) {
    const [only, ...rest] = bundleEntries(text);
    assert.ok(only !== undefined && !only.parsed.ok && rest.length === 0);
    assert.deepEqual({ index: only.index, code: only.parsed.code }, { index: -1, code });
  }
  assert.deepEqual([...bundleEntries('{"resourceType":"Bundle","type":"batch"}')], []);
  assert.equal(isBundle(parseResource('{"resourceType":"Bundle"}')), true);
  assert.equal(isBundle(parseResource('{"resourceType":"Basic"}')), false);
});

test('slices of any JSON parse to its parts', () => {
  const spaces = fc.constantFrom(undefined, 1, '\t');
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), spaces, (object, space) => {
      // JSON has no -0 and no own __proto__ through a literal: compare what JSON itself gives.
      const text = JSON.stringify(object, null, space);
      const plain = JSON.parse(text) as Record<string, unknown>;
      for (const [key, value] of Object.entries(plain)) {
        assert.deepEqual(JSON.parse(rawMember(text, key) ?? ''), value);
      }
      assert.equal(rawMember(text, `${Object.keys(plain).join()}?`), null);
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), spaces, (array, space) => {
      const text = JSON.stringify(array, null, space);
      const parts = [...rawElements(text)].map((part) => JSON.parse(part) as unknown);
      assert.deepEqual(parts, JSON.parse(text));
    }),
  );
});

test('of a repeated member the last one counts, as for every JSON reader', () => {
  assert.equal(rawMember('{"a":1,"a": [2] }', 'a'), '[2]');
  assert.equal(rawMember('{"\\u0061":"x"}', 'a'), '"x"');
});
