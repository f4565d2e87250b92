import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingIn } from './note-faults.ts';

const author = { principal: '0'.repeat(32), name: 'Helena' };
const version = {
  seq: 3,
  version: 1,
  day: '2026-11-24',
  author,
  title: 'T',
  text: 'As it was',
  reason: null,
};
const amended = { versions: [version] };

test('a note needs text, an amendment also a change and a reason', () => {
  assert.equal(missingIn({ title: 'T', text: ' \n', reason: '' }, undefined), 'empty');
  assert.equal(missingIn({ title: '', text: 'x', reason: '' }, undefined), undefined);
  assert.equal(missingIn({ title: 'T', text: '', reason: 'r' }, amended), 'empty');
  assert.equal(missingIn({ title: 'T', text: 'As it was', reason: 'r' }, amended), 'unchanged');
  assert.equal(missingIn({ title: 'T2', text: 'As it was', reason: ' ' }, amended), 'reason');
  assert.equal(missingIn({ title: 'T', text: 'New', reason: 'r' }, amended), undefined);
});
