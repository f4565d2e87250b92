import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret } from '@vaiti/core';
import fc from 'fast-check';
import { ClientError } from '../errors.ts';
import { INVITATION_WORDS, invitationLink, invitationWords, parseInvitation } from './words.ts';

const bytes16 = fc.uint8Array({ minLength: 16, maxLength: 16 });
const reveal = (secret: Secret): string => secret.use((b) => Buffer.from(b).toString('hex'));
const withCode = (code: string) => (error: unknown) =>
  error instanceof ClientError && error.code === code;

test('a code survives words and link, however they are typed', () => {
  fc.assert(
    fc.property(bytes16, fc.constantFrom(' ', ', ', '\n', ' 3. '), (bytes, gap) => {
      const code = new Secret(bytes);
      const words = invitationWords(code);
      assert.equal(words.length, INVITATION_WORDS);
      const link = invitationLink('https://vaiti.example', code);
      assert.match(link, /^https:\/\/vaiti\.example\/#\/join\/[A-Za-z0-9_-]{22}$/);
      for (const typed of [words.join(gap).toUpperCase(), link, link.slice(-22), ` ${link}\n`])
        assert.equal(reveal(parseInvitation(typed)), reveal(code));
    }),
  );
});

test('the words are those of BIP-39', () => {
  const zeros = 'abandon '.repeat(11);
  assert.equal(invitationWords(new Secret(new Uint8Array(16))).join(' '), `${zeros}about`);
  // A vector of BIP-39: 7f repeated.
  const legal = 'legal winner thank year wave sausage worth useful legal winner thank yellow';
  assert.equal(reveal(parseInvitation(legal)), '7f'.repeat(16));
});

test('a word that is none, a check that fails and a wrong count each have their code', () => {
  const zeros = 'abandon '.repeat(11);
  assert.throws(() => parseInvitation(`${zeros}vaiti`), withCode('invitation-word-unknown'));
  for (const text of [
    '',
    zeros,
    `${zeros}abandon`,
    `${zeros}about about`,
    'V1-0000000',
    '#/join/x',
  ])
    assert.throws(() => parseInvitation(text), withCode('invitation-words-invalid'));
});

test('anything else is refused with a code', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.throws(() => parseInvitation(text), ClientError);
    }),
  );
});
