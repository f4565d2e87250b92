import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { toHex } from '../bytes.ts';
import { type CborValue, parseAs } from '../cbor.ts';
import { compartments } from '../entry/access.ts';
import { parseEntry, type SealedEntry, sealedEntrySchema, verifyEntry } from '../entry/entry.ts';
import { CoreError } from '../errors.ts';
import { verifyNative, verifyPortable } from '../suite/verify.ts';
import { access, flip, keyOf, person, refusal, runs, seal } from '../test-scene.ts';
import { open } from './entry.ts';

const author = await person('therapist');
const stranger = await person('stranger');
const anything = z.unknown();
const opening = { author, access: [access(author, 'root')] };

const content: fc.Arbitrary<CborValue> = fc.record(
  {
    text: fc.string({ unit: 'grapheme', maxLength: 400 }),
    items: fc.array(
      fc.maxSafeInteger().map((n) => n || 0),
      { maxLength: 5 },
    ),
    data: fc.uint8Array({ maxLength: 400 }).map((bytes) => new Uint8Array(bytes)),
  },
  { noNullPrototype: true },
);

async function reopen(sealed: SealedEntry): Promise<unknown> {
  const entry = parseEntry(parseAs(sealedEntrySchema, sealed));
  await verifyEntry(entry, author.keys.sign);
  return open(anything, entry, keyOf(entry.header.epoch, entry.header.compartment));
}

test('what is sealed opens, in every compartment', async () => {
  await fc.assert(
    fc.asyncProperty(content, fc.constantFrom(...compartments), async (value, compartment) => {
      const { sealed } = await seal(undefined, { ...opening, compartment, content: value });
      assert.deepEqual(await reopen(sealed), value);
    }),
    runs(40),
  );
});

const { sealed: sample } = await seal(undefined, { ...opening, content: { text: 'sample' } });

test('any flipped bit of header, hash, body, wrap or signature fails with a code', async () => {
  const parts = ['header', 'bodyHash', 'signature', 'body', 'wrap'] as const;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...parts), fc.nat(), async (part, bit) => {
      const bytes = sample[part];
      assert.ok(bytes !== null);
      const bad = { ...sample, [part]: flip(bytes, bit) };
      await assert.rejects(reopen(bad), CoreError);
    }),
    { ...runs(300), examples: parts.map((part) => [part, 0]) },
  );
});

test('any flipped bit of what is signed fails both verifications', async () => {
  const parts = ['header', 'bodyHash', 'signature'] as const;
  const entry = parseEntry(sample);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...parts), fc.nat(), async (part, bit) => {
      const bad = { ...entry, sealed: { ...sample, [part]: flip(sample[part], bit) } };
      for (const using of [verifyNative, verifyPortable])
        await assert.rejects(
          verifyEntry(bad, author.keys.sign, using),
          refusal('signature-invalid'),
        );
    }),
    runs(100),
  );
});

test('any truncation or extension of any part fails with a code', async () => {
  const parts = ['header', 'bodyHash', 'signature', 'body', 'wrap'] as const;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...parts),
      fc.integer({ min: 1, max: 40 }),
      async (part, n) => {
        const bytes = sample[part] ?? new Uint8Array(0);
        for (const changed of [
          bytes.slice(0, -n),
          new Uint8Array([...bytes, ...new Uint8Array(n)]),
        ])
          await assert.rejects(async () => reopen({ ...sample, [part]: changed }), CoreError);
      },
    ),
    runs(60),
  );
});

test('the body or the wrap of another entry of the same author does not pass', async () => {
  const { sealed: other } = await seal(undefined, { ...opening, content: { text: 'other' } });
  await assert.rejects(reopen({ ...sample, body: other.body }), refusal('body-mismatch'));
  await assert.rejects(
    reopen({ ...sample, body: other.body, bodyHash: other.bodyHash }),
    refusal('signature-invalid'),
  );
  await assert.rejects(reopen({ ...sample, wrap: other.wrap }), refusal('key-commitment-mismatch'));
});

test('the key of every other compartment and epoch is refused', async () => {
  const entry = parseEntry(sample);
  for (const compartment of compartments) {
    for (const epoch of [1, 2]) {
      if (compartment === 'clinical' && epoch === 1) continue;
      await assert.rejects(
        open(anything, entry, keyOf(epoch, compartment)),
        refusal('key-commitment-mismatch'),
      );
    }
  }
});

test('a signature of another is refused', async () => {
  const { entry } = await seal(undefined, { ...opening, author: stranger, as: author.id });
  await assert.rejects(verifyEntry(entry, author.keys.sign), refusal('signature-invalid'));
});

test('content beyond 8 MiB is refused before it is encrypted', async () => {
  const data = new Uint8Array(8 * 1024 * 1024 - 5);
  await assert.rejects(seal(undefined, { ...opening, content: data }), refusal('content-invalid'));
});

test('content that CBOR cannot hold is refused before it is encrypted', async () => {
  const steps: CborValue[] = [1.5, { text: '\ud800' }];
  for (const value of steps)
    await assert.rejects(seal(undefined, { ...opening, content: value }), refusal('cbor-invalid'));
});

test('an entry without content has neither body nor wrap, and nothing to open', async () => {
  const { sealed, entry } = await seal(undefined, { ...opening, content: null });
  assert.equal(sealed.body?.length, 0);
  assert.equal(sealed.wrap, null);
  await verifyEntry(entry, author.keys.sign);
  await assert.rejects(open(anything, entry, keyOf(1, 'clinical')), refusal('no-grant'));
});

test('the plaintext stands nowhere in what travels', async () => {
  const text = 'A sentence that nobody else may know.';
  const { sealed } = await seal(undefined, { ...opening, content: { text } });
  const all = [sealed.header, sealed.body, sealed.wrap, sealed.signature, sealed.bodyHash]
    .map((bytes) => toHex(bytes ?? new Uint8Array(0)))
    .join(' ');
  for (const word of ['sentence', 'nobody', 'know'])
    assert.ok(!all.includes(Buffer.from(word).toString('hex')), word);
});
