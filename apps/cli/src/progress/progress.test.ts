import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Terminal } from '../output/terminal.ts';
import { wordsIn } from '../output/words.ts';
import { Progress } from './progress.ts';

function terminal(live: boolean) {
  const said: string[] = [];
  let time = 0;
  const fake: Terminal = {
    words: wordsIn('en'),
    locale: 'en',
    print: () => undefined,
    tell: (line) => said.push(line),
    live: live ? (text) => said.push(`\r${text}`) : undefined,
    interactive: false,
    env: {},
    cwd: '/',
    now: () => time,
  };
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  return { fake, said, pass };
}

test('without a terminal a plain line comes every three seconds', () => {
  const { fake, pass, said } = terminal(false);
  const progress = new Progress(fake);
  for (let second = 1; second <= 7; second++) {
    pass(1000);
    progress.update(() => `at ${second}`);
  }
  assert.deepEqual(said, ['at 3', 'at 6']);
});

test('on a terminal the line is drawn over itself and cleared before others', () => {
  const { fake, pass, said } = terminal(true);
  const progress = new Progress(fake);
  pass(100);
  progress.update(() => '10 %');
  progress.update(() => 'too soon');
  progress.line('a line');
  assert.deepEqual(said, ['\r10 %', '\r', 'a line']);
});
