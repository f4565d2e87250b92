import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bestLocale, isLocale } from './locale.ts';

test('the first language that we speak wins, however the tag is written', () => {
  assert.equal(bestLocale(['de-DE', 'sv-FI', 'fi']), 'sv');
  assert.equal(bestLocale(['fi_FI.UTF-8']), 'fi');
  assert.equal(bestLocale(['FI']), 'fi');
  assert.equal(bestLocale(['C.UTF-8', 'POSIX']), 'en');
  assert.equal(bestLocale(['fil-PH', 'est']), 'en');
  assert.equal(bestLocale([]), 'en');
});

test('only our three languages are locales', () => {
  assert.ok(isLocale('sv'));
  for (const value of ['SV', 'de', '', null, 7]) assert.ok(!isLocale(value));
});
