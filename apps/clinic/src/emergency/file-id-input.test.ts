import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileIdOf, spokenFileId } from './file-id-input.ts';

const id = '0123456789abcdef0123456789abcdef';

test('a file id is found again however it was read out', () => {
  assert.equal(spokenFileId(id), '0123 4567 89ab cdef 0123 4567 89ab cdef');
  for (const typed of [
    id,
    spokenFileId(id),
    ` ${id.toUpperCase()}\n`,
    id.replace(/(.{8})/g, '$1-'),
  ])
    assert.equal(fileIdOf(typed), id);
});

test('part of an id, or something else, is none', () => {
  for (const typed of ['', id.slice(1), `${id}0`, id.replace('a', 'g'), 'Koivu']) {
    assert.equal(fileIdOf(typed), undefined);
  }
});
