import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passwordHint } from './password-hint.ts';

test('length and variety make the hint', () => {
  assert.equal(passwordHint(''), 'short');
  assert.equal(passwordHint('ä'.repeat(9)), 'short');
  assert.equal(passwordHint('👩‍⚕️'), 'short');
  assert.equal(passwordHint('mustikka12'), 'plain');
  assert.equal(passwordHint('a'.repeat(40)), 'plain');
  assert.equal(passwordHint('sininen kuu paistaa'), 'good');
});
