import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseAs } from '../cbor.ts';
import { CoreError } from '../errors.ts';
import { idOf } from '../ids.ts';
import { signRead } from '../open/read.ts';
import { file, flip, person, practice, refusal, runs, seededEntropy } from '../test-scene.ts';
import { decodeRead, encodeRead, purposes, signedReadSchema, verifyRead } from './read.ts';

const reader = await person('therapist');
const entropy = seededEntropy('reads');

const plans = fc.record({
  from: fc.nat(),
  more: fc.nat(),
  purpose: fc.constantFrom(...purposes),
  time: fc.maxSafeNat(),
});

async function signed({
  from,
  more,
  purpose,
  time,
}: {
  from: number;
  more: number;
  purpose: (typeof purposes)[number];
  time: number;
}) {
  return signRead(
    reader,
    { practice, file, as: reader.id, from, to: from + more, purpose, time },
    entropy,
  );
}

test('a signed statement says what was asked', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const read = parseAs(signedReadSchema, await signed(plan));
      await verifyRead(read, reader.keys.sign);
      const statement = decodeRead(read.statement);
      assert.equal(statement.from, plan.from);
      assert.equal(statement.to, plan.from + plan.more);
      assert.equal(statement.purpose, plan.purpose);
      assert.equal(statement.time, plan.time);
      assert.equal(idOf(statement.reader), reader.id);
      assert.deepEqual(encodeRead(statement), read.statement);
    }),
    runs(50),
  );
});

test('any flipped bit of statement or signature fails', async () => {
  const read = await signed({ from: 1, more: 2, purpose: 'care', time: 3 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('statement', 'signature'), fc.nat(), async (part, bit) => {
      const bad = {
        ...read,
        [part]: flip(part === 'statement' ? read.statement : read.signature, bit),
      };
      await assert.rejects(verifyRead(bad, reader.keys.sign), refusal('signature-invalid'));
    }),
    runs(100),
  );
});

test('two statements about the same differ by their nonce', async () => {
  const plan = { from: 1, more: 2, purpose: 'care', time: 3 } as const;
  assert.notDeepEqual((await signed(plan)).statement, (await signed(plan)).statement);
});

test('any bytes decode to a statement or a coded refusal', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      assert.throws(() => decodeRead(bytes), CoreError);
    }),
    runs(200),
  );
});
