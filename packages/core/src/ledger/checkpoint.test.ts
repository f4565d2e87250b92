import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { utf8 } from '../bytes.ts';
import { verify } from '../suite/verify.ts';
import {
  type Checkpoint,
  encodeCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
  verifySuccessor,
} from './checkpoint.ts';
import { LedgerError } from './errors.ts';
import { emptyRoot } from './merkle.ts';
import { addSignature, cosignNote, formatNote, parseNote, signNote } from './note.ts';
import { flipBit, growLog, testKey, withCode } from './test-log.ts';
import { consistencyProof } from './tile-reader.ts';

const invalid = withCode('ledger-checkpoint-invalid');
const origin = 'practice.example/ledger';
const log = testKey(origin, 1);
const w1 = testKey('w1.example', 2, 'cosignature/v1');
const w2 = testKey('w2.example', 3, 'cosignature/v1');
const root = new Uint8Array(32).fill(7);
const checkpoint: Checkpoint = { origin, size: 1234, root };

async function cosigned(
  signed: string,
  witnesses: readonly (readonly [typeof w1, number])[],
): Promise<string> {
  let note = parseNote(signed);
  for (const [{ key, sign }, time] of witnesses) {
    note = addSignature(note, await cosignNote(note.text, key, time, sign));
  }
  return formatNote(note);
}

test('the body of the specification', () => {
  const text =
    'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
  const parsed = parseCheckpoint(text);
  assert.equal(parsed.origin, 'example.com/behind-the-sofa');
  assert.equal(parsed.size, 20_852_163);
  assert.equal(encodeCheckpoint(parsed), text);
});

test('any checkpoint comes back from its body', () => {
  const line = fc.string({ unit: 'grapheme', minLength: 1 }).filter((s) => !/\p{Cc}/u.test(s));
  const any = fc.record({
    origin: line,
    size: fc.maxSafeNat().map((n) => n + (n === 0 ? 1 : 0)),
    root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    extensions: fc.array(line, { minLength: 1, maxLength: 3 }),
  });
  fc.assert(
    fc.property(any, (made) => {
      const text = encodeCheckpoint(made);
      const parsed = parseCheckpoint(text, { allowExtensions: true });
      assert.equal(parsed.origin, made.origin);
      assert.equal(parsed.size, made.size);
      assert.deepEqual(Buffer.from(parsed.root), Buffer.from(made.root));
      assert.deepEqual(parsed.extensions, made.extensions);
      assert.throws(() => parseCheckpoint(text), invalid);
    }),
  );
});

test('the empty tree has its one root', () => {
  const empty = { origin, size: 0, root: emptyRoot() };
  assert.deepEqual(parseCheckpoint(encodeCheckpoint(empty)), empty);
  assert.throws(() => encodeCheckpoint({ origin, size: 0, root }), invalid);
});

test('any other form of a body is refused', () => {
  const hash = Buffer.from(root).toString('base64');
  parseCheckpoint(`${origin}\n12\n${hash}\n`);
  const bad = [
    '',
    '\n',
    `${origin}\n12\n${hash}`,
    `${origin}\n12\n`,
    `\n12\n${hash}\n`,
    `${origin}\n012\n${hash}\n`,
    `${origin}\n00\n${hash}\n`,
    `${origin}\n+12\n${hash}\n`,
    `${origin}\n-12\n${hash}\n`,
    `${origin}\n12 \n${hash}\n`,
    `${origin}\n1e3\n${hash}\n`,
    `${origin}\n0x12\n${hash}\n`,
    `${origin}\n\n${hash}\n`,
    `${origin}\n9007199254740992\n${hash}\n`,
    `${origin}\n99999999999999999999\n${hash}\n`,
    `${origin}\n12\n${hash.slice(0, -1)}\n`,
    `${origin}\n12\n${hash.slice(0, -4)}\n`,
    `${origin}\n12\n${hash.slice(0, -2)}d=\n`,
    `${origin}\n12\n${hash} \n`,
    `${origin}\n12\n${hash}\nextension\n`,
    `${origin}\r\n12\n${hash}\n`,
  ];
  for (const text of bad) assert.throws(() => parseCheckpoint(text), invalid, JSON.stringify(text));
  for (const text of [`${origin}\n12\n${hash}\n\n`, `${origin}\n12\n${hash}\n\na\n`]) {
    assert.throws(() => parseCheckpoint(text, { allowExtensions: true }), invalid);
  }
});

test('a checkpoint that its log signed opens', async () => {
  const signed = await signCheckpoint(checkpoint, log.key, log.sign);
  const opened = await openCheckpoint(utf8(signed), { logKey: log.key, verify });
  assert.deepEqual(opened, { checkpoint, text: encodeCheckpoint(checkpoint), witnesses: [] });
});

test('any flipped bit of a signed checkpoint fails', async () => {
  const bytes = utf8(await signCheckpoint(checkpoint, log.key, log.sign));
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    await assert.rejects(
      openCheckpoint(flipBit(bytes, bit), { logKey: log.key, verify }),
      LedgerError,
      `bit ${bit}`,
    );
  }
});

test('witnesses are counted once each, with their newest time', async () => {
  const signed = await signCheckpoint(checkpoint, log.key, log.sign);
  const policy = { logKey: log.key, witnessKeys: [w1.key, w2.key], verify };
  const twice = await cosigned(signed, [
    [w1, 100],
    [w1, 300],
    [w1, 200],
  ]);
  const opened = await openCheckpoint(twice, { ...policy, quorum: 1 });
  assert.deepEqual(opened.witnesses, [{ key: w1.key, time: 300 }]);
  const missing = withCode('ledger-witnesses-missing');
  await assert.rejects(openCheckpoint(twice, { ...policy, quorum: 2 }), missing);
  const both = await cosigned(twice, [[w2, 400]]);
  assert.equal((await openCheckpoint(both, { ...policy, quorum: 2 })).witnesses.length, 2);
  await assert.rejects(openCheckpoint(both, { ...policy, quorum: 3 }), missing);
});

test('witnesses without the log are not enough', async () => {
  const text = encodeCheckpoint(checkpoint);
  const only = formatNote({ text, signatures: [await cosignNote(text, w1.key, 1, w1.sign)] });
  await assert.rejects(
    openCheckpoint(only, { logKey: log.key, witnessKeys: [w1.key], verify }),
    withCode('ledger-signature-missing'),
  );
});

test('a log signs for its own origin only, and is read for it only', async () => {
  const other = { ...checkpoint, origin: 'other.example' };
  const mismatch = withCode('ledger-origin-mismatch');
  await assert.rejects(signCheckpoint(other, log.key, log.sign), mismatch);
  const text = encodeCheckpoint(other);
  const signed = formatNote({ text, signatures: [await signNote(text, log.key, log.sign)] });
  await assert.rejects(openCheckpoint(signed, { logKey: log.key, verify }), mismatch);
});

test('what the log signed must still be a checkpoint', async () => {
  for (const text of ['hello\n', `${encodeCheckpoint(checkpoint)}extension\n`]) {
    const signed = formatNote({ text, signatures: [await signNote(text, log.key, log.sign)] });
    await assert.rejects(openCheckpoint(signed, { logKey: log.key, verify }), invalid);
  }
});

test('keys in the wrong part, or twice, are refused', async () => {
  const signed = await signCheckpoint(checkpoint, log.key, log.sign);
  const invalidKey = withCode('ledger-key-invalid');
  const asWitness = { ...log.key, type: 'cosignature/v1' } as const;
  const renamed = { ...w1.key, name: 'w3.example' };
  for (const policy of [
    { logKey: w1.key, verify },
    { logKey: log.key, witnessKeys: [testKey('w', 4).key], verify },
    { logKey: log.key, witnessKeys: [asWitness], verify },
    { logKey: log.key, witnessKeys: [w1.key, renamed], verify },
  ]) {
    await assert.rejects(openCheckpoint(signed, policy), invalidKey);
  }
});

test('a pinned head is followed by itself or by what grew from it', async () => {
  const { store, roots } = growLog(900, [300, 500]);
  const head = (size: number) => ({ size, root: roots[size] ?? new Uint8Array(0) });
  verifySuccessor(head(300), head(300), []);
  verifySuccessor(head(0), head(900), []);
  const proof = await consistencyProof(store.reader, 300, 900);
  verifySuccessor(head(300), head(900), proof);
  assert.throws(() => verifySuccessor(head(900), head(300), proof), withCode('ledger-rollback'));
  const forked = { size: 300, root };
  assert.throws(() => verifySuccessor(head(300), forked, []), withCode('ledger-fork'));
  assert.throws(() => verifySuccessor(forked, head(900), proof), withCode('ledger-root-mismatch'));
  assert.throws(
    () => verifySuccessor(head(300), { size: 900, root }, proof),
    withCode('ledger-root-mismatch'),
  );
});
