import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { z } from 'zod';
import { concat, fromHex, toHex, utf8 } from '../bytes.ts';
import { hostSigner, portableSigner, signerOf, webSigner } from '../open/sign.ts';
import { groupsOf, skip } from '../test-wycheproof.ts';
import { hostCrypto } from './host.ts';
import { hostVerify, type Verify, verify, verifyNative, verifyPortable } from './verify.ts';

assert.ok(hostCrypto !== undefined);
const host = hostCrypto;
const implementations: Readonly<Record<string, Verify>> = {
  verify,
  verifyHost: hostVerify(host),
  verifyNative,
  verifyPortable,
};
const nobody = Object.keys(implementations).map(() => false);
const everybody = nobody.map(() => true);

const hex = z.string().transform(fromHex);
const groupSchema = z.object({
  publicKey: z.object({ pk: hex }),
  tests: z.array(
    z.object({ tcId: z.number(), msg: hex, sig: hex, result: z.enum(['valid', 'invalid']) }),
  ),
});

for (const [name, check] of Object.entries(implementations)) {
  test(`Ed25519 ${name}: all 151 vectors, no false accept`, { skip }, async () => {
    const wrong = { falseAccepts: [] as number[], falseRejects: [] as number[] };
    const seen = { valid: 0, invalid: 0 };
    for (const { publicKey, tests } of groupsOf('ed25519_test.json', groupSchema)) {
      for (const v of tests) {
        seen[v.result]++;
        const accepted = await check(publicKey.pk, v.msg, v.sig);
        if (accepted && v.result === 'invalid') wrong.falseAccepts.push(v.tcId);
        if (!accepted && v.result === 'valid') wrong.falseRejects.push(v.tcId);
      }
    }
    assert.deepEqual(wrong, { falseAccepts: [], falseRejects: [] });
    assert.deepEqual(seen, { valid: 88, invalid: 63 });
  });
}

const { Point } = ed25519;
/** A point of order 8 in its canonical encoding. */
const TORSION = Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05');
const seed = new Uint8Array(32).fill(7);
const { scalar, pointBytes, point } = ed25519.utils.getExtendedPublicKey(seed);

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((n, byte) => (n << 8n) | BigInt(byte), 0n);
}

/** Signs by hand, so that R and the public key may be what no honest signer makes. */
function craft(publicKey: Uint8Array, r: bigint, R: Uint8Array, message: Uint8Array): Uint8Array {
  const k = littleEndian(sha512(concat(R, publicKey, message))) % Point.Fn.ORDER;
  const s = Point.Fn.create(r + k * scalar);
  return concat(R, Point.Fn.toBytes(s));
}

async function accepts(key: Uint8Array, message: Uint8Array, sig: Uint8Array): Promise<boolean[]> {
  return Promise.all(Object.values(implementations).map((check) => check(key, message, sig)));
}

test('a crafted signature by the book is accepted, so that the refusals below mean something', async () => {
  const sig = craft(pointBytes, 5n, Point.BASE.multiply(5n).toBytes(), utf8('message'));
  assert.deepEqual(await accepts(pointBytes, utf8('message'), sig), everybody);
});

test('R with a small-order part is refused everywhere, though a cofactored check accepts it', async () => {
  const R = Point.BASE.multiply(5n).add(TORSION).toBytes();
  const sig = craft(pointBytes, 5n, R, utf8('message'));
  assert.equal(ed25519.verify(sig, utf8('message'), pointBytes, { zip215: false }), true);
  assert.deepEqual(await accepts(pointBytes, utf8('message'), sig), nobody);
});

test('all implementations agree on keys with a small-order part', async () => {
  const key = point.add(TORSION).toBytes();
  const answers = new Set<boolean>();
  for (let i = 0; i < 64; i++) {
    const message = utf8(`message ${String(i)}`);
    const R = Point.BASE.multiply(BigInt(i + 1)).toBytes();
    const verdicts = new Set(await accepts(key, message, craft(key, BigInt(i + 1), R, message)));
    assert.equal(verdicts.size, 1, `message ${String(i)}`);
    for (const verdict of verdicts) answers.add(verdict);
  }
  assert.deepEqual([...answers].sort(), [false, true]);
});

test('a public key of small order signs nothing', async () => {
  const keys = Array.from({ length: 8 }, (_, i) =>
    i === 0 ? Point.ZERO.toBytes() : TORSION.multiplyUnsafe(BigInt(i)).toBytes(),
  );
  // R = [S]B and k A = 0 for every eighth message at least: a universal forgery where accepted.
  for (const key of keys) {
    for (let i = 0; i < 8; i++) {
      const sig = concat(Point.BASE.multiply(3n).toBytes(), Point.Fn.toBytes(3n));
      const message = utf8(`message ${String(i)}`);
      assert.deepEqual(await accepts(key, message, sig), nobody, toHex(key));
    }
  }
});

test('keys and points in other than their canonical encoding are refused', async () => {
  // y = p + 1 and y = 1 with the sign of x set both stand for the neutral element.
  const keys = [
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    '0100000000000000000000000000000000000000000000000000000000000080',
  ].map(fromHex);
  for (const key of keys) {
    const sig = concat(Point.BASE.toBytes(), Point.Fn.toBytes(1n));
    assert.deepEqual(await accepts(key, utf8('message'), sig), nobody);
    const honest = craft(pointBytes, 0n, key, utf8('message'));
    assert.deepEqual(await accepts(pointBytes, utf8('message'), honest), nobody);
  }
});

test('S of the group order or more is refused everywhere', async () => {
  const { sign, publicKey } = await signerOf(seed);
  const sig = await sign(utf8('message'));
  const s = littleEndian(sig.subarray(32)) + Point.Fn.ORDER;
  const high = Uint8Array.from({ length: 32 }, (_, i) => Number((s >> BigInt(8 * i)) & 0xffn));
  const malleated = concat(sig.subarray(0, 32), high);
  assert.deepEqual(await accepts(publicKey, utf8('message'), sig), everybody);
  assert.deepEqual(await accepts(publicKey, utf8('message'), malleated), nobody);
});

test('all signers make the same signature, whatever the seed and message', async () => {
  const { publicKey } = await signerOf(seed);
  assert.equal(toHex(publicKey), toHex(pointBytes));
  const some = fc.tuple(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array());
  await fc.assert(
    fc.asyncProperty(some, async ([drawn, message]) => {
      const own = new Uint8Array(drawn);
      const best = await signerOf(own);
      const signers = [best.sign, hostSigner(host, own), await webSigner(own), portableSigner(own)];
      own.fill(0);
      const made = await Promise.all(signers.map(async (sign) => toHex(await sign(message))));
      assert.equal(new Set(made).size, 1);
      assert.ok(await verifyPortable(best.publicKey, message, fromHex(made[0] ?? '')));
    }),
  );
});

test('a signature is a plain array of 64 bytes, not a view into a pool', async () => {
  const sig = await hostSigner(host, seed)(utf8('message'));
  assert.equal(Object.getPrototypeOf(sig), Uint8Array.prototype);
  assert.equal(sig.buffer.byteLength, 64);
});
