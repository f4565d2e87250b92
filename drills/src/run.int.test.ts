import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runDrill } from './run.ts';

async function said(name: string, ...args: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const print = (line: string): void => void lines.push(line);
  const code = await runDrill(name, args, { print, env: { LANG: 'en_GB.UTF-8' } });
  return { code, text: lines.join('\n') };
}

test('the server drill says how an attack was noticed and what the user is told', async () => {
  const { code, text } = await said('server', '--only', 'swap two');
  assert.equal(code, 0, text);
  assert.match(text, /swap two entries +chain-gap +core\/entry\/chain\.ts advance +Entries of/);
  assert.match(text, /(\d+) attacks, \1 noticed; .* gave content in \1\./);
});

test('a drill, attack or argument that there is not ends with 2 and the usage', async () => {
  for (const words of [
    ['flood'],
    ['server', '--fast'],
    ['theft', '--patients', '0'],
    ['crash', 'x'],
  ]) {
    const { code, text } = await said(words[0] ?? '', ...words.slice(1));
    assert.equal(code, 2);
    assert.match(text, /Drills:/);
  }
  const { code, text } = await said('server', '--only', 'no such attack');
  assert.equal(code, 2);
  assert.match(text, /swap two entries/);
});
