import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseEmail } from './email.ts';

test('compares without case, with the domain in ASCII, and keeps plus tags', () => {
  const cases = [
    ['Aino.Virtanen@Example.ORG', 'aino.virtanen@example.org'],
    ['aino+terapia@example.org', 'aino+terapia@example.org'],
    [' aino@sähköposti.example ', 'aino@xn--shkposti-0za6p.example'],
    ['äiti@example.org', 'äiti@example.org'],
    ['a\u0308iti@example.org', 'äiti@example.org'],
  ] as const;
  for (const [input, value] of cases)
    assert.deepEqual(parseEmail(input), { ok: true, value }, input);
});

test('refuses what is not an address', () => {
  const bad = [
    '',
    'aino',
    '@example.org',
    'aino@',
    'aino@example',
    'aino@127.0.0.1',
    'aino@[127.0.0.1]',
    'ai no@example.org',
    'aino@exa mple.org',
    'aino@example.org/x',
    'aino@user:pw@example.org',
    '.aino@example.org',
    'aino..v@example.org',
    '"aino"@example.org',
    `${'a'.repeat(65)}@example.org`,
    `a@${'a'.repeat(64)}.org`,
  ];
  for (const text of bad)
    assert.deepEqual(parseEmail(text), { ok: false, code: 'email-invalid' }, text);
});

test('no text makes it throw, and a result stays itself', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress());
  fc.assert(
    fc.property(text, (input) => {
      const parsed = parseEmail(input);
      if (parsed.ok) assert.deepEqual(parseEmail(parsed.value), parsed);
    }),
    { numRuns: 1000 },
  );
});
