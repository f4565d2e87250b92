import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret } from '@vaiti/core';
import fc from 'fast-check';
import { ClientError } from '../errors.ts';
import {
  accountOf,
  formatSecretKey,
  newSecretKey,
  opaquePassword,
  parseSecretKey,
  secretKeyWords,
  unlockKey,
} from './secret-key.ts';

const bytes16 = fc.uint8Array({ minLength: 16, maxLength: 16 });
const reveal = (secret: Secret): string => secret.use((b) => Buffer.from(b).toString('hex'));

test('a Secret Key survives printing and typing, however it is typed', () => {
  fc.assert(
    fc.property(bytes16, fc.constantFrom(' ', '-', ''), (bytes, gap) => {
      const printed = formatSecretKey(new Secret(bytes));
      const typed = printed.replaceAll('-', gap).toLowerCase();
      assert.equal(reveal(parseSecretKey(typed)), Buffer.from(bytes).toString('hex'));
    }),
  );
});

test('a Secret Key is read from its twelve words too, and a wrong word is caught', () => {
  fc.assert(
    fc.property(bytes16, (bytes) => {
      const words = secretKeyWords(formatSecretKey(new Secret(bytes)));
      assert.equal(words.length, 12);
      const typed = words.map((word, i) => `${String(i + 1)}. ${word.slice(0, 4)}`).join('\n');
      assert.equal(reveal(parseSecretKey(typed)), Buffer.from(bytes).toString('hex'));
      const wrong = words.with(3, 'zzzz').join(' ');
      assert.throws(() => parseSecretKey(wrong), ClientError);
      assert.throws(() => parseSecretKey(words.slice(1).join(' ')), ClientError);
    }),
  );
});

test('letters that look like digits are taken as digits', () => {
  const printed = formatSecretKey(newSecretKey(() => new Uint8Array(16)));
  assert.match(printed, /^V1-0{7}-/);
  const spoken = printed.slice(3).replaceAll('0', 'O').replaceAll('1', 'l');
  assert.equal(reveal(parseSecretKey(`V1${spoken}`)), '00'.repeat(16));
});

test('one mistyped character is caught', () => {
  const printed = formatSecretKey(new Secret(new Uint8Array(16).fill(0xa7)));
  const body = printed.replaceAll('-', '').slice(2);
  let accepted = 0;
  for (let at = 0; at < body.length; at++) {
    for (const wrong of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') {
      if (wrong === body[at]) continue;
      const typed = `V1${body.slice(0, at)}${wrong}${body.slice(at + 1)}`;
      try {
        parseSecretKey(typed);
        accepted++;
      } catch (error) {
        assert.ok(error instanceof ClientError);
        assert.equal(error.code, 'secret-key-invalid');
      }
    }
  }
  // Two check characters leave one in 1,024 to chance; 28 places × 31 wrong letters is under 870.
  assert.ok(accepted <= 3, `${String(accepted)} mistyped keys were accepted`);
});

test('anything else is refused with a code', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.throws(
        () => parseSecretKey(text),
        (error) => error instanceof ClientError && error.code === 'secret-key-invalid',
      );
    }),
  );
});

test('account, OPAQUE password and unlock key depend on the key and do not reveal it', () => {
  const key = new Secret(new Uint8Array(16).fill(1));
  const other = new Secret(new Uint8Array(16).fill(2));
  assert.match(accountOf(key), /^[0-9a-f]{32}$/);
  assert.notEqual(accountOf(key), accountOf(other));
  assert.notEqual(opaquePassword(key, 'sama'), opaquePassword(other, 'sama'));
  const exported = new Uint8Array(64).fill(3);
  assert.notEqual(reveal(unlockKey(key, exported)), reveal(unlockKey(other, exported)));
  for (const derived of [
    accountOf(key),
    opaquePassword(key, 'x'),
    reveal(unlockKey(key, exported)),
  ])
    assert.ok(!derived.includes('01'.repeat(16)));
});

test('passwords are compared in one Unicode form', () => {
  const key = new Secret(new Uint8Array(16));
  assert.equal(opaquePassword(key, 'pa\u0308iva'), opaquePassword(key, 'p\u00e4iva'));
});
