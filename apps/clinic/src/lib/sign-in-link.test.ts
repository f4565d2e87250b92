import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseSignInLink } from './sign-in-link.ts';

describe('sign-in links', () => {
  test('Secret Key and password are percent-decoded, and plus is plus', () => {
    const link = { secretKey: 'V1-AB', password: 'ä +&=#%' };
    const fragment = `#k=${link.secretKey}&p=${encodeURIComponent(link.password)}`;
    assert.deepEqual(parseSignInLink(fragment), link);
    assert.deepEqual(parseSignInLink('#p=a+b&k=V1'), { secretKey: 'V1', password: 'a+b' });
  });

  for (const fragment of ['', '#', '#main', '#k=V1', '#p=x', '#k=&p=x', '#k=V1&p=', '#k=V1&p=%E4'])
    test(`“${fragment}” is none`, () => {
      assert.equal(parseSignInLink(fragment), undefined);
    });
});
