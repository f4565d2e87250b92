import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClientError } from '@vaiti/client';
import { locales } from '@vaiti/i18n';
import { CliError, cliErrorCodes, exitFor, exits, explain } from './errors.ts';
import { wordsIn } from './words.ts';

/** Everything that a message of ours may be filled with. */
const values = {
  what: 'x',
  exit: 1,
  path: 'x',
  nickname: 'x',
  nicknames: 'x',
  shortest: 10,
  name: 'x',
  names: 'x',
  wanted: 'x',
  count: 2,
  need: 2,
  drills: 'x',
  until: 'x',
  folder: 'x',
};

test('every refusal says what happened and what to do, in all languages', () => {
  for (const locale of locales) {
    for (const code of cliErrorCodes) {
      const [title, action] = explain(wordsIn(locale), new CliError(code, values)).split('\n');
      assert.ok((title ?? '').length > 5 && (action ?? '').length > 5, `${locale} ${code}`);
    }
  }
});

test('refusals of client and server keep their code and reference', () => {
  const error = new ClientError('store-full', { reference: 'log-17' });
  assert.match(explain(wordsIn('en'), error), /Code: store-full log-17$/);
});

test('an unforeseen error shows its kind and never its text', () => {
  const text = explain(wordsIn('en'), new RangeError('Virtanen 010101-900A'));
  assert.match(text, /internal: RangeError/);
  assert.doesNotMatch(text, /Virtanen/);
});

test('wrong use ends with 2, any other refusal with 1', () => {
  assert.equal(exitFor(new CliError('usage', { what: 'x' })), exits.usage);
  assert.equal(exitFor(new CliError('demo-missing')), exits.problem);
  assert.equal(exitFor(new Error('x')), exits.problem);
});
