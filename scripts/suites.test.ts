import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { isSuiteName, selectSuites, suiteNames, suiteOf, testFiles } from './suites.ts';

const files = [
  'packages/core/src/cbor.test.ts',
  'packages/core/src/cbor.prop.test.ts',
  'packages/core/src/suite/chunked.vectors.test.ts',
  'apps/server/src/store/append.int.test.ts',
  'e2e/sign-in.test.ts',
];

const names = (only: Parameters<typeof selectSuites>[1]): string[] =>
  selectSuites(files, only).map(({ name }) => name);

describe('suites', () => {
  test('a file belongs to the suite of its folder, then of its last word', () => {
    assert.deepEqual(files.map(suiteOf), ['unit', 'prop', 'vectors', 'int', 'e2e']);
    assert.equal(suiteOf('e2e/drill.int.test.ts'), 'e2e');
  });

  test('all suites run in order unless one is asked for', () => {
    assert.deepEqual(names({ filters: [] }), [...suiteNames]);
    assert.deepEqual(names({ only: 'int', filters: [] }), ['int']);
  });

  test('a part of a path leaves its suites alone, and no check', () => {
    assert.deepEqual(names({ filters: ['cbor', 'e2e/'] }), ['unit', 'prop', 'e2e']);
    assert.deepEqual(names({ filters: ['nowhere'] }), []);
  });

  test('names are narrowed', () => {
    assert.equal(isSuiteName('int'), true);
    assert.equal(isSuiteName('integration'), false);
  });

  test('this file is found', () => {
    assert.ok(testFiles(join(import.meta.dirname, '..')).includes('scripts/suites.test.ts'));
  });
});
