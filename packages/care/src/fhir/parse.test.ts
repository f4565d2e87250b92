import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { importKeyOf, parseResource } from './parse.ts';

const digest = (text: string) => `h${text.length}`;

test('a line gives its type, id and verbatim text', () => {
  const line = '\ufeff{"resourceType":"Patient", "id":"a-1","multipleBirthInteger":1.00}\r';
  const parsed = parseResource(line);
  assert.ok(parsed.ok);
  assert.equal(
    parsed.resource.text,
    '{"resourceType":"Patient", "id":"a-1","multipleBirthInteger":1.00}',
  );
  assert.equal(parsed.resource.understood?.resourceType, 'Patient');
  assert.equal(importKeyOf(parsed.resource, digest), 'Patient/a-1');
});

test('a type that we do not map passes unread; without an id its key is its hash', () => {
  const parsed = parseResource('{"resourceType":"Observation","valueQuantity":{"value":"odd"}}');
  assert.ok(parsed.ok);
  assert.equal(parsed.resource.understood, null);
  assert.equal(importKeyOf(parsed.resource, digest), 'Observation/sha256-h62');
});

test('each fault has its code and says where, never what', () => {
  const secret = 'Meikäläinen';
  const cases = [
    ['', 'fhir-json-invalid', 'not JSON'],
    ['{"resourceType":"Patient"', 'fhir-json-invalid', 'not JSON'],
    [`{"resourceType":"Patient","name":"\ud800"}`, 'fhir-json-invalid', 'lone surrogate'],
    ['[1]', 'fhir-not-object', 'expected object'],
    ['null', 'fhir-not-object', 'expected object'],
    [`{"id":"${secret}"}`, 'fhir-type-missing', 'resourceType: expected a resource type'],
    [
      '{"resourceType":"Patient","id":"a b"}',
      'fhir-id-invalid',
      'id: expected 1 to 64 of A-Z a-z 0-9 - .',
    ],
    [
      '{"resourceType":"Patient","id":7}',
      'fhir-id-invalid',
      'id: expected 1 to 64 of A-Z a-z 0-9 - .',
    ],
    [`{"resourceType":"Patient","name":"${secret}"}`, 'fhir-field-invalid', 'name: expected array'],
    [
      `{"resourceType":"Patient","birthDate":"${secret}"}`,
      'fhir-field-invalid',
      'birthDate: invalid_format',
    ],
    [
      '{"resourceType":"Encounter","period":{"start":3}}',
      'fhir-field-invalid',
      'period.start: expected string',
    ],
    [
      '{"resourceType":"DocumentReference","content":[{"attachment":{"data":1}}]}',
      'fhir-field-invalid',
      'content.0.attachment.data: expected string',
    ],
  ] as const;
  for (const [line, code, reason] of cases) {
    assert.deepEqual(parseResource(line), { ok: false, code, reason }, line);
  }
});

test('nothing makes the parser throw', () => {
  const some = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc
      .record({
        resourceType: fc.constantFrom('Patient', 'Binary', 'Encounter', 'X'),
        id: fc.anything(),
        name: fc.anything(),
        period: fc.anything(),
      })
      .map((value) => {
        const text: unknown = JSON.stringify(value, (_, v: unknown) =>
          typeof v === 'bigint' ? 1 : v,
        );
        return String(text);
      }),
  );
  fc.assert(
    fc.property(some, (line) => typeof parseResource(line).ok === 'boolean'),
    { numRuns: 500 },
  );
});

test('nesting as deep as the input is long costs no stack', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const parsed = parseResource(`{"resourceType":"Basic","x":${deep}}`);
  assert.ok(parsed.ok || parsed.code === 'fhir-json-invalid');
});
