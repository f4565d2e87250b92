import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CoreError, coreErrorCodes } from './errors.ts';

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|(^|\/)test-/.test(name))
  .filter((name) => name !== 'errors.ts')
  .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
  .join('\n');

test('every code is thrown somewhere, and none twice in the list', () => {
  const unused = coreErrorCodes.filter(
    (code) => !sources.includes(`CoreError('${code}'`) && !sources.includes(`code: '${code}'`),
  );
  assert.deepEqual(unused, []);
  assert.equal(new Set(coreErrorCodes).size, coreErrorCodes.length);
});

test('an error says its code, and its detail when there is one', () => {
  assert.equal(new CoreError('chain-gap').message, 'chain-gap');
  assert.equal(new CoreError('chain-gap', 'entry 7').message, 'chain-gap: entry 7');
  assert.equal(new CoreError('chain-gap').code, 'chain-gap');
});
