import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Outcome, Tally } from './tally.ts';

const file = '/repo/packages/core/src/a.test.ts';

function outcome(name: string, nesting: number, more: Partial<Outcome> = {}): Outcome {
  return {
    ...{ file, name, nesting, kind: 'pass', skip: undefined, todo: undefined },
    ...{ failureType: undefined, error: '' },
    ...more,
  };
}

function counted(outcomes: readonly Outcome[], env: Record<string, string> = {}): number[] {
  const tally = new Tally('/repo', env);
  for (const one of outcomes) tally.add(one);
  return [tally.passed, tally.failed, tally.skipped];
}

describe('tally', () => {
  test('counts leaves, not the blocks around them', () => {
    const outcomes = [
      outcome('one', 1),
      outcome('two', 2),
      outcome('inner', 1),
      outcome('outer', 0),
      outcome('leaf', 0),
      outcome('last', 0),
    ];
    assert.deepEqual(counted(outcomes), [4, 0, 0]);
  });

  test('files do not disturb each other', () => {
    const other = { file: '/repo/b.test.ts' };
    const outcomes = [outcome('child', 1), outcome('leaf', 0, other), outcome('parent', 0)];
    assert.deepEqual(counted(outcomes), [2, 0, 0]);
  });

  test('a failed child counts once, a failed hook by itself', () => {
    const fail = (name: string, nesting: number, failureType: string): Outcome =>
      outcome(name, nesting, { kind: 'fail', failureType, error: 'Error: broken' });
    assert.deepEqual(
      counted([fail('child', 1, 'testCodeFailure'), fail('parent', 0, 'subtestsFailed')]),
      [0, 1, 0],
    );
    assert.deepEqual(
      counted([fail('child', 1, 'cancelledByParent'), fail('parent', 0, 'hookFailed')]),
      [0, 2, 0],
    );
  });

  test('a skipped block without children is one skip, and so is a todo', () => {
    const outcomes = [
      outcome('block', 0, { skip: 'no PostgreSQL' }),
      outcome('t', 0, { todo: true }),
    ];
    assert.deepEqual(counted(outcomes), [0, 0, 2]);
  });

  test('a skip for want of what the run requires is a failure', () => {
    const env = { VAITI_REQUIRE_POSTGRES: '1' };
    assert.deepEqual(
      counted(
        [
          outcome('store', 0, { skip: 'no PostgreSQL answers' }),
          outcome('page', 0, { skip: 'no browser' }),
        ],
        env,
      ),
      [0, 1, 1],
    );
  });

  test('a file that ran no test is a failure', () => {
    const tally = new Tally('/repo', {});
    tally.add(outcome(file, 0));
    assert.deepEqual(tally.failures, [
      {
        file: 'packages/core/src/a.test.ts',
        name: 'packages/core/src/a.test.ts',
        error: 'the file ran no test',
      },
    ]);
  });
});
