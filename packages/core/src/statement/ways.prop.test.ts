import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Bytes } from '../bytes.ts';
import { CoreError } from '../errors.ts';
import { idBytes } from '../ids.ts';
import { identityOf } from '../open/identity.ts';
import { Secret } from '../open/secret.ts';
import { signInMessage } from './sign-in.ts';
import {
  decodeWays,
  encodeWays,
  verifyWays,
  type WayList,
  wayKinds,
  waysId,
  waysMessage,
} from './ways.ts';

const bytes = (length: number): fc.Arbitrary<Bytes> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((b) => new Uint8Array(b));
const way = fc.record({
  id: bytes(16),
  kind: fc.constantFrom(...wayKinds),
  digest: bytes(32),
  day: fc.nat(100_000),
  label: bytes(40),
});
const lists: fc.Arbitrary<WayList> = fc
  .record({
    suite: fc.constant(1),
    practice: bytes(16),
    principal: bytes(16),
    counter: fc.nat(1000).map((n) => n + 1),
    prev: bytes(32),
    day: fc.nat(100_000),
    ways: fc.uniqueArray(way, { minLength: 1, maxLength: 8, selector: ({ id }) => String(id) }),
  })
  .map((list) => ({
    ...list,
    ways: list.ways.map((one, i) => (i === 0 ? { ...one, kind: 'password' as const } : one)),
  }));

const identity = await identityOf(new Secret(new Uint8Array(32).fill(7)));
const refused = (error: unknown): boolean => error instanceof CoreError;

test('a list comes back as it was signed, and no bit of it can change', async () => {
  await fc.assert(
    fc.asyncProperty(lists, fc.nat(), async (list, at) => {
      const encoded = encodeWays(list);
      const signed = { list: encoded, signature: await identity.sign(waysMessage(encoded)) };
      assert.deepEqual(encodeWays(await verifyWays(signed, identity.keys.sign)), encoded);
      const flip = (source: Bytes): Bytes => {
        const copy = source.slice();
        const bit = at % (copy.length * 8);
        copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        return copy;
      };
      const other = { ...signed, list: flip(encoded) };
      await assert.rejects(verifyWays(other, identity.keys.sign), refused);
      assert.notDeepEqual(waysId(other), waysId(signed));
      const forged = { ...signed, signature: flip(signed.signature) };
      await assert.rejects(verifyWays(forged, identity.keys.sign), refused);
    }),
    { numRuns: 60 },
  );
});

test('bytes that are no list are refused with a code, whatever they are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (junk) => {
      assert.throws(() => decodeWays(junk), refused);
    }),
  );
});

test('a list without a password, with a way twice, or numbered 0 is refused', () => {
  fc.assert(
    fc.property(lists, (list) => {
      const [first] = list.ways;
      assert.ok(first !== undefined);
      const others = list.ways.map((one) => ({ ...one, kind: 'passkey' as const }));
      for (const bad of [
        { ...list, ways: others },
        { ...list, ways: [...list.ways, first] },
        { ...list, ways: [] },
        { ...list, counter: 0 },
        { ...list, suite: 2 },
      ])
        assert.throws(() => decodeWays(encodeWays(bad)), refused);
    }),
    { numRuns: 40 },
  );
});

test('what is signed to sign in differs in every field', () => {
  const base = {
    suite: 1,
    practice: idBytes(identity.id),
    principal: idBytes(identity.id),
    way: new Uint8Array(16),
    ledger: 'log+1',
    challenge: new Uint8Array(32),
  };
  const others = [
    { ...base, practice: new Uint8Array(16) },
    { ...base, principal: new Uint8Array(16) },
    { ...base, way: new Uint8Array(16).fill(1) },
    { ...base, ledger: 'log+2' },
    { ...base, challenge: new Uint8Array(32).fill(1) },
  ];
  const messages = [base, ...others].map((one) => signInMessage(one).toHex());
  assert.equal(new Set(messages).size, messages.length);
});
