import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJoinLink } from './join-code.ts';

test('only the fragment of an invitation is one', () => {
  const code = 'AAECAwQFBgcICQoLDA0ODw';
  assert.equal(parseJoinLink(`#/join/${code}`), code);
  for (const other of [
    '',
    '#',
    `#/join/${code}A`,
    `#/join/${code.slice(1)}`,
    `#/join/${code.replace('A', '+')}`,
    `#/joins/${code}`,
    `#k=${code}&p=x`,
    `x#/join/${code}`,
  ])
    assert.equal(parseJoinLink(other), undefined, other);
});
