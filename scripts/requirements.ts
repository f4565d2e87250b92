import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * What a test may need from its machine. A test that misses one is skipped with a reason that
 * names it (`{ skip: 'no PostgreSQL answers' }`); where the variable `must` is `1`, as in
 * .ci/run, the runner counts that skip as a failure. Tests read only the environment:
 *
 * - `VAITI_TEST_POSTGRES`: a PostgreSQL URL in whose database tests make schemas of their own.
 * - `VAITI_SHARED`: the folder of external vectors and sample data, `../shared` by default.
 * - `SLOW=1`: the same tests at a larger size.
 */
export const requirements = [
  { name: 'PostgreSQL', must: 'VAITI_REQUIRE_POSTGRES', reason: /postgres/i },
  { name: 'a browser', must: 'VAITI_REQUIRE_BROWSER', reason: /browser|chromium/i },
  { name: 'the shared folder', must: 'VAITI_REQUIRE_SHARED', reason: /shared/i },
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** The name of the requirement whose absence explains a skip and may not here, or undefined. */
export function forbiddenSkip(reason: string, env: Environment): string | undefined {
  return requirements.find((one) => env[one.must] === '1' && one.reason.test(reason))?.name;
}

/** The variables that tests read, with the defaults of this machine where none is set. */
export function testEnvironment(env: Environment, root: string): Record<string, string> {
  const shared = join(root, '../shared');
  const user = encodeURIComponent(userInfo().username);
  return {
    VAITI_TEST_POSTGRES:
      env['VAITI_TEST_POSTGRES'] ?? `postgres:///test?host=/var/run/postgresql&user=${user}`,
    ...(env['VAITI_SHARED'] === undefined && existsSync(shared) ? { VAITI_SHARED: shared } : {}),
  };
}
