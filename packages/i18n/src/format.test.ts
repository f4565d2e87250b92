import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogue, joined } from './catalogue.ts';
import { formatMessage } from './format.ts';

const counts = catalogue({
  en: { 'a.files': '{n, plural, one {# file} other {# files}}' },
  fi: { 'a.files': '{n, plural, one {# tiedosto} other {# tiedostoa}}' },
  sv: { 'a.files': '{n, plural, one {# fil} other {# filer}}' },
});
const days = catalogue({
  en: { 'b.day': 'On {day, date, long}' },
  fi: { 'b.day': '{day, date, long}' },
  sv: { 'b.day': 'Den {day, date, long}' },
});

test('messages of several areas are written with plurals and dates of the language', () => {
  const all = joined(counts, days);
  const day = new Date('2026-04-03T22:30:00Z');
  const fi = formatMessage('fi', all, { timeZone: 'Europe/Helsinki' });
  assert.equal(fi('a.files', { n: 12_500 }), '12 500 tiedostoa'.replace(' ', '\u00a0'));
  assert.equal(fi('b.day', { day }), '4. huhtikuuta 2026');
  const en = formatMessage('en', all, { timeZone: 'UTC' });
  assert.equal(en('a.files', { n: 1 }), '1 file');
  assert.equal(en('b.day', { day }), 'On 3 April 2026');
});

test('a missing argument is an error, not a hole in a sentence', () => {
  assert.throws(() => formatMessage('en', counts)('a.files'));
});
