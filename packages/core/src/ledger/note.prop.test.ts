import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { utf8 } from '../bytes.ts';
import { verify } from '../suite/verify.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { LedgerError } from './errors.ts';
import type { VerifierKey } from './key.ts';
import {
  addSignature,
  cosignNote,
  formatNote,
  MAX_SIGNATURES,
  type Note,
  parseNote,
  signNote,
  verifyNote,
} from './note.ts';
import { flipBit, testKey, withCode } from './test-log.ts';

const invalid = withCode('ledger-note-invalid');
const log = testKey('log.example/1', 1);
const witness = testKey('witness.example/w', 2, 'cosignature/v1');
const keys: VerifierKey[] = [log.key, witness.key];

const line = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((text) => !/\p{Cc}/u.test(text));
const noteText = fc
  .array(line, { minLength: 1, maxLength: 5 })
  .map((lines) => `${lines.join('\n')}\n`);

async function signedTwice(text: string): Promise<Note> {
  const note = { text, signatures: [await signNote(text, log.key, log.sign)] };
  return addSignature(note, await cosignNote(text, witness.key, 1_700_000_000, witness.sign));
}

test('any text signed and cosigned comes back and verifies', async () => {
  await fc.assert(
    fc.asyncProperty(noteText, async (text) => {
      const whole = formatNote(await signedTwice(text));
      const parsed = parseNote(whole);
      assert.equal(parsed.text, text);
      assert.deepEqual(parseNote(utf8(whole)), parsed);
      assert.deepEqual(await verifyNote(parsed, keys, verify), [
        { key: log.key, time: undefined },
        { key: witness.key, time: 1_700_000_000 },
      ]);
    }),
    { numRuns: 50 },
  );
});

test('any flipped bit of a note of two known keys fails', async () => {
  const bytes = utf8(formatNote(await signedTwice('log.example/1\n7\nroot\n')));
  let refused = 0;
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    // A flip in a name or ID makes a signature that nobody knows: then the other is still there.
    const opened = await open(flipBit(bytes, bit));
    if (opened === undefined) refused++;
    else assert.equal(opened, 1, `bit ${bit}`);
  }
  assert.ok(refused > bytes.length * 6);
});

async function open(bytes: Uint8Array): Promise<number | undefined> {
  try {
    return (await verifyNote(parseNote(bytes), keys, verify)).length;
  } catch (error) {
    assert.ok(error instanceof LedgerError);
    return undefined;
  }
}

test('any bytes are a note that formats to them, or are refused', () => {
  const piece = fc.constantFrom('\n', '\n\n', '— ', '- ', 'name', ' ', 'AAAAAAA=', 'AAAAAA==', 'é');
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  let notes = 0;
  fc.assert(
    fc.property(text, (whole) => {
      let note: Note;
      try {
        note = parseNote(whole);
      } catch (error) {
        assert.ok(invalid(error));
        return;
      }
      notes++;
      assert.equal(formatNote(note), whole);
    }),
    { numRuns: 20_000, examples: [['é\n\n— name AAAAAAA=\n']] },
  );
  assert.ok(notes > 0);
});

test('malformed notes are refused', () => {
  const good = 'text\n\n— a AAAAAAA=\n';
  parseNote(good);
  const bad = [
    '',
    '\n',
    'text\n',
    'text\n\n',
    'text\n— a AAAAAAA=\n',
    '\n— a AAAAAAA=\n',
    'text\n\n— a AAAAAAA=',
    'text\n\n— a AAAAAAA=\n\n',
    'text\n\n— a AAAAAAA=\nmore\n',
    'text\n\n- a AAAAAAA=\n',
    'text\n\n—a AAAAAAA=\n',
    'text\n\n—  AAAAAAA=\n',
    'text\n\n— a  AAAAAAA=\n',
    'text\n\n— a AAAAAAA= \n',
    'text\n\n— a+b AAAAAAA=\n',
    'text\n\n— a\u00a0b AAAAAAA=\n',
    'text\n\n— a AAAAAA==\n',
    'text\n\n— a AAAAAAA\n',
    'text\n\n— a AAAAAAB=\n',
    'text\n\n— a AAAA_AA=\n',
    'text\r\n\n— a AAAAAAA=\n',
    'te\u0000xt\n\n— a AAAAAAA=\n',
    'te\ud800xt\n\n— a AAAAAAA=\n',
    `text\n\n${'— a AAAAAAA=\n'.repeat(MAX_SIGNATURES + 1)}`,
    `${'x'.repeat(300_000)}\n\n— a AAAAAAA=\n`,
  ];
  for (const note of bad) assert.throws(() => parseNote(note), invalid, JSON.stringify(note));
  assert.throws(() => parseNote(Uint8Array.of(0xff, ...utf8(good))), invalid);
  assert.throws(() => parseNote(new Uint8Array(300_000)), invalid);
  assert.equal(
    parseNote(`text\n\n${'— a AAAAAAA=\n'.repeat(MAX_SIGNATURES)}`).signatures.length,
    64,
  );
});

test('the last empty line ends the text', () => {
  assert.equal(parseNote('a\n\nb\n\n\n— a AAAAAAA=\n').text, 'a\n\nb\n\n');
});

test('signatures of unknown keys are passed over, but one known key must have signed', async () => {
  const text = 'text\n';
  const note = await signedTwice(text);
  const sameName = testKey(log.key.name, 9);
  assert.equal((await verifyNote(note, [witness.key, sameName.key], verify)).length, 1);
  await assert.rejects(
    verifyNote(note, [sameName.key], verify),
    withCode('ledger-signature-missing'),
  );
  await assert.rejects(verifyNote(note, [], verify), withCode('ledger-signature-missing'));
});

test('a wrong signature of a known key spoils the note, whoever else signed', async () => {
  const note = await signedTwice('text\n');
  const first = note.signatures[0];
  assert.ok(first !== undefined);
  for (const signature of [new Uint8Array(64), new Uint8Array(63), first.signature.slice(1)]) {
    const spoiled = { ...note, signatures: [...note.signatures, { ...first, signature }] };
    await assert.rejects(verifyNote(spoiled, keys, verify), withCode('ledger-signature-invalid'));
  }
});

test('a note signature is no cosignature of the same key, and the reverse', async () => {
  const text = 'text\n';
  const asWitness = { ...log.key, type: 'cosignature/v1' } as const;
  const asLog = { ...witness.key, type: 'ed25519' } as const;
  const note = await signedTwice(text);
  await assert.rejects(
    verifyNote(note, [asWitness, asLog], verify),
    withCode('ledger-signature-missing'),
  );
  await assert.rejects(signNote(text, witness.key, witness.sign), withCode('ledger-key-invalid'));
  await assert.rejects(cosignNote(text, log.key, 1, log.sign), withCode('ledger-key-invalid'));
});

test('keys with one name and ID, or malformed, are refused', async () => {
  const note = await signedTwice('text\n');
  const invalidKey = withCode('ledger-key-invalid');
  await assert.rejects(verifyNote(note, [log.key, { ...log.key }], verify), invalidKey);
  await assert.rejects(verifyNote(note, [{ ...log.key, name: 'a b' }], verify), invalidKey);
  const short = { ...log.key, publicKey: log.key.publicKey.subarray(1) };
  await assert.rejects(verifyNote(note, [short], verify), invalidKey);
});

test('what could not be parsed again is not made', async () => {
  const signature = { name: 'a', keyId: 1, signature: new Uint8Array(64) };
  for (const note of [
    { text: 'no newline', signatures: [signature] },
    { text: 'tab\there\n', signatures: [signature] },
    { text: 'text\n', signatures: [] },
    { text: 'text\n', signatures: [{ ...signature, name: 'a b' }] },
    { text: 'text\n', signatures: [{ ...signature, name: 'a\nb' }] },
    { text: 'text\n', signatures: [{ ...signature, keyId: -1 }] },
    { text: 'text\n', signatures: [{ ...signature, keyId: 2 ** 32 }] },
    { text: 'text\n', signatures: [{ ...signature, signature: new Uint8Array(0) }] },
    { text: 'text\n', signatures: Array<typeof signature>(65).fill(signature) },
  ]) {
    assert.throws(() => formatNote(note), invalid);
  }
  await assert.rejects(signNote('text', log.key, log.sign), invalid);
  const noSignature = () => Promise.resolve(new Uint8Array(63));
  const bad = withCode('ledger-signature-invalid');
  await assert.rejects(signNote('text\n', log.key, noSignature), bad);
  await assert.rejects(cosignNote('text\n', witness.key, 1, noSignature), bad);
  for (const time of [-1, 1.5, 2 ** 53]) {
    await assert.rejects(
      cosignNote('text\n', witness.key, time, witness.sign),
      withCode('ledger-out-of-range'),
    );
  }
});

test('base64 has one form for any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      const text = encodeBase64(bytes);
      assert.equal(text, Buffer.from(bytes).toString('base64'));
      assert.deepEqual(decodeBase64(text), new Uint8Array(bytes));
    }),
  );
  for (const bad of [
    'A',
    'AA',
    'AA=',
    'AB==',
    'AAB=',
    'AA==\n',
    ' AA==',
    'A-==',
    '=AAA',
    'AA==AA==',
  ]) {
    assert.equal(decodeBase64(bad), undefined, bad);
  }
});
