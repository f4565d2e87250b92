import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeChecks, decodeVerdicts, encodeChecks } from './verify-messages.ts';
import { verifyTogether } from './verify.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const check = fc.record(
  { publicKey: bytes(32), signature: bytes(64), message: fc.uint8Array({ maxLength: 300 }) },
  { noNullPrototype: true },
);

test('checks come back as they were sent', () => {
  fc.assert(
    fc.property(fc.array(check, { maxLength: 20 }), (checks) => {
      const plain = decodeChecks(encodeChecks(checks)).map(({ publicKey, message, signature }) => ({
        publicKey: publicKey.slice(),
        signature: signature.slice(),
        message: message.slice(),
      }));
      assert.deepEqual(plain, checks);
    }),
  );
});

test('what was cut off or is something else is refused', () => {
  fc.assert(
    fc.property(fc.array(check, { minLength: 1, maxLength: 4 }), fc.nat(), (checks, cut) => {
      const whole = encodeChecks(checks);
      const part = whole.subarray(0, whole.length - 1 - (cut % 30));
      assert.throws(() => decodeChecks(part), RangeError);
    }),
  );
  for (const other of [null, 'text', [1], new ArrayBuffer(8)])
    assert.throws(() => decodeChecks(other), RangeError);
  assert.throws(
    () =>
      encodeChecks([
        {
          publicKey: new Uint8Array(32),
          signature: new Uint8Array(64),
          message: new Uint8Array(65_536),
        },
      ]),
    RangeError,
  );
  assert.throws(() => decodeVerdicts(new Uint8Array(2), 3), RangeError);
  assert.throws(() => decodeVerdicts([1, 1], 2), RangeError);
});

test('every check gets its own verdict, few or many at once', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
  const genuine = (message: Uint8Array) => new Uint8Array(sign(null, message, privateKey));
  for (const count of [1, 3, 4, 16, 17, 200]) {
    const wanted = Array.from({ length: count }, (_, i) => i % 3 !== 1);
    const verdicts = await Promise.all(
      wanted.map((valid, i) => {
        const message = new Uint8Array(randomBytes(40 + (i % 60)));
        const signature = genuine(message);
        if (!valid) message[i % message.length] = (message[i % message.length] ?? 0) ^ 1;
        return verifyTogether(raw, message, signature);
      }),
    );
    assert.deepEqual(verdicts, wanted);
  }
});

test('a key that is no point of the curve is refused and takes nothing else with it', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
  const message = new Uint8Array(randomBytes(50));
  const signature = new Uint8Array(sign(null, message, privateKey));
  const none = new Uint8Array(32).fill(0x7b);
  const keys = Array.from({ length: 30 }, (_, i) => (i % 3 === 1 ? none : raw));
  const verdicts = await Promise.all(keys.map((key) => verifyTogether(key, message, signature)));
  assert.deepEqual(
    verdicts,
    keys.map((key) => key === raw),
  );
});

test('a message too long to travel is refused to those who asked in the same turn', async () => {
  const signature = new Uint8Array(64);
  const asked = Array.from({ length: 20 }, (_, i) =>
    verifyTogether(new Uint8Array(32).fill(9), new Uint8Array(i === 7 ? 65_536 : 10), signature),
  );
  for (const verdict of await Promise.allSettled(asked)) assert.equal(verdict.status, 'rejected');
  assert.equal(await verifyTogether(new Uint8Array(32), new Uint8Array(10), signature), false);
});
