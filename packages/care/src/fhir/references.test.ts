import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ReferenceIndex, readReference } from './references.ts';

const NPI = 'http://hl7.org/fhir/sid/us-npi';

function indexed(): ReferenceIndex {
  const index = new ReferenceIndex();
  const at = (
    type: string,
    id: string,
    url: string | null,
    system: string | undefined,
    value: string,
  ) => index.add({ type, key: `${type}/${id}`, url, identifiers: [{ system, value }] });
  at('Practitioner', 'p1', 'urn:uuid:11111111-1111-4111-8111-111111111111', NPI, '1');
  at('Practitioner', 'p2', null, NPI, '2');
  at('Practitioner', 'p3', null, NPI, '2');
  at('Practitioner', 'p4', null, undefined, '4');
  at('Organization', 'o1', 'https://fhir.example.org/r4/Organization/o1', NPI, '1');
  return index;
}

test('every kind of reference leads to its resource', () => {
  const index = indexed();
  const cases = [
    ['Practitioner/p1', 'Practitioner/p1'],
    ['Practitioner/p1/_history/3', 'Practitioner/p1'],
    ['https://other.example.org/fhir/Practitioner/p2', 'Practitioner/p2'],
    ['https://fhir.example.org/r4/Organization/o1', 'Organization/o1'],
    ['urn:uuid:11111111-1111-4111-8111-111111111111', 'Practitioner/p1'],
    [`Practitioner?identifier=${NPI}|1`, 'Practitioner/p1'],
    [`Practitioner?identifier=${encodeURIComponent(`${NPI}|1`)}`, 'Practitioner/p1'],
    ['Practitioner?identifier=1', 'Practitioner/p1'],
    ['Practitioner?identifier=|4', 'Practitioner/p4'],
    [`Organization?identifier=${NPI}|1`, 'Organization/o1'],
  ] as const;
  for (const [reference, key] of cases) {
    const resolved = index.resolve(readReference({ reference }));
    assert.ok(resolved.ok, reference);
    assert.deepEqual({ key: resolved.key, known: resolved.known }, { key, known: true }, reference);
  }
});

test('a logical reference takes its type from the element', () => {
  const index = indexed();
  const identifier = { system: NPI, value: '1' };
  const resolved = index.resolve(readReference({ identifier }, 'Organization'));
  assert.deepEqual(resolved, {
    ok: true,
    type: 'Organization',
    key: 'Organization/o1',
    known: true,
  });
  assert.equal(index.resolve(readReference({ identifier })).ok, false);
});

test('a literal reference to something unseen still names it', () => {
  const resolved = indexed().resolve(readReference({ reference: 'Encounter/e1' }));
  assert.deepEqual(resolved, { ok: true, type: 'Encounter', key: 'Encounter/e1', known: false });
});

test('what leads nowhere says why', () => {
  const index = indexed();
  const cases = [
    [undefined, 'reference-missing'],
    [{}, 'reference-missing'],
    [{ display: 'someone' }, 'reference-missing'],
    [{ reference: '#contained' }, 'reference-contained'],
    [{ reference: 'not a reference' }, 'reference-malformed'],
    [{ reference: 'Practitioner?name=x' }, 'reference-malformed'],
    [{ reference: 'Practitioner?identifier=%E0%A4%A' }, 'reference-malformed'],
    [{ reference: `Practitioner?identifier=${NPI}|` }, 'reference-malformed'],
    [{ reference: `Practitioner?identifier=${NPI}|9` }, 'reference-unknown'],
    [{ reference: `Practitioner?identifier=${NPI}|2` }, 'reference-ambiguous'],
    [{ reference: 'urn:uuid:00000000-0000-4000-8000-000000000000' }, 'reference-unknown'],
  ] as const;
  for (const [reference, code] of cases) {
    assert.deepEqual(index.resolve(readReference(reference)), { ok: false, code });
  }
});

test('adding a resource twice makes nothing ambiguous', () => {
  const index = indexed();
  const again = {
    type: 'Practitioner',
    key: 'Practitioner/p1',
    url: null,
    identifiers: [{ system: NPI, value: '1' }],
  };
  index.add(again);
  assert.equal(index.size, 5);
  assert.equal(
    index.resolve(readReference({ reference: `Practitioner?identifier=${NPI}|1` })).ok,
    true,
  );
});

test('no text makes it throw', () => {
  const index = indexed();
  fc.assert(
    fc.property(
      fc.string(),
      (reference) => typeof index.resolve(readReference({ reference })).ok === 'boolean',
    ),
  );
});
