import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { withIntegrity } from './integrity.ts';

const bytes = new TextEncoder().encode('content');
const digest = createHash('sha384').update(bytes).digest('base64');

test('every asset that the page names gets the digest of its bytes', () => {
  const asked: string[] = [];
  const page = withIntegrity(
    '<link rel="icon" href="/icon.svg" /><script type="module" crossorigin src="/assets/a.js"></script><link rel="stylesheet" href="/assets/b.css" />',
    (file) => {
      asked.push(file);
      return bytes;
    },
  );
  assert.deepEqual(asked, ['assets/a.js', 'assets/b.css']);
  assert.equal(
    page,
    `<link rel="icon" href="/icon.svg" /><script type="module" crossorigin src="/assets/a.js" integrity="sha384-${digest}"></script><link rel="stylesheet" href="/assets/b.css" integrity="sha384-${digest}">`,
  );
});

test('a page without assets is refused', () => {
  assert.throws(() => withIntegrity('<p>nothing</p>', () => bytes), /names no asset/);
});
