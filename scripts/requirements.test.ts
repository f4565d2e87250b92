import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { forbiddenSkip, requirements, testEnvironment } from './requirements.ts';

describe('requirements', () => {
  test('a skip is forbidden only where its own requirement is set', () => {
    const all = Object.fromEntries(requirements.map(({ must }) => [must, '1']));
    assert.equal(forbiddenSkip('no PostgreSQL answers', all), 'PostgreSQL');
    assert.equal(forbiddenSkip('no Chromium here', all), 'a browser');
    assert.equal(forbiddenSkip('../shared is missing', all), 'the shared folder');
    assert.equal(forbiddenSkip('SLOW=1 alone', all), undefined);
    assert.equal(forbiddenSkip('no PostgreSQL answers', { VAITI_REQUIRE_BROWSER: '1' }), undefined);
    assert.equal(
      forbiddenSkip('no PostgreSQL answers', { VAITI_REQUIRE_POSTGRES: '0' }),
      undefined,
    );
  });

  test('what is set is kept, and the default names the user', () => {
    const set = { VAITI_TEST_POSTGRES: 'postgres://db/x', VAITI_SHARED: '/data' };
    assert.deepEqual(testEnvironment(set, '/nowhere/repo'), {
      VAITI_TEST_POSTGRES: 'postgres://db/x',
    });
    const { VAITI_TEST_POSTGRES: url = '', ...rest } = testEnvironment({}, '/nowhere/repo');
    assert.match(url, /^postgres:\/\/\/test\?host=\/var\/run\/postgresql&user=.+$/);
    assert.deepEqual(rest, {});
  });
});
