import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeVerifierKey, isKeyName, keyId, parseVerifierKey } from './key.ts';
import { testKey, withCode } from './test-log.ts';

const invalid = withCode('ledger-key-invalid');
const { key } = testKey('example.com/log', 1);
const text = encodeVerifierKey(key);

test('any key comes back from its string', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter(isKeyName);
  const publicKey = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const type = fc.constantFrom('ed25519' as const, 'cosignature/v1' as const);
  fc.assert(
    fc.property(fc.record({ name, type, publicKey }), (any) => {
      const parsed = parseVerifierKey(encodeVerifierKey(any));
      assert.equal(parsed.name, any.name);
      assert.equal(parsed.type, any.type);
      assert.deepEqual(Buffer.from(parsed.publicKey), Buffer.from(any.publicKey));
      assert.equal(keyId(parsed), keyId(any));
    }),
  );
});

test('no part and no changed character of a key string is a key', () => {
  for (let from = 0; from < text.length; from++) {
    for (let to = from; to <= text.length; to++) {
      if (to - from === text.length) continue;
      assert.throws(() => parseVerifierKey(text.slice(from, to)), invalid);
    }
    const changed = String.fromCharCode(text.charCodeAt(from) + 1);
    const other = text.slice(0, from) + changed + text.slice(from + 1);
    assert.throws(() => parseVerifierKey(other), invalid, other);
  }
});

test('the ID depends on name, type and public key', () => {
  const ids = [
    key,
    { ...key, name: 'example.com/lof' },
    { ...key, type: 'cosignature/v1' } as const,
    testKey(key.name, 2).key,
  ].map(keyId);
  assert.equal(new Set(ids).size, 4);
});

test('upper-case IDs, unknown types and bad names are refused', () => {
  const [name = '', id = '', base64 = ''] = text.split('+');
  assert.match(id, /[a-f]/);
  assert.throws(() => parseVerifierKey(`${name}+${id.toUpperCase()}+${base64}`), invalid);
  const ecdsa = Buffer.from([2, ...key.publicKey]).toString('base64');
  assert.throws(() => parseVerifierKey(`${name}+${id}+${ecdsa}`), invalid);
  for (const bad of ['', 'a b', 'a+b', 'a\u2003b', 'a\u0085b', 'a\nb', 'a\u0001b', '\ud800']) {
    assert.equal(isKeyName(bad), false);
    assert.throws(() => encodeVerifierKey({ ...key, name: bad }), invalid);
  }
});
