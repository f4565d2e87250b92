import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Command, CommanderError } from 'commander';
import { speak, usageWords } from './help.ts';
import { localeOf, wordsIn } from './words.ts';

test('the language comes from VAITI_LANG, then the locale, then is English', () => {
  assert.equal(localeOf({ VAITI_LANG: 'sv', LANG: 'fi_FI.UTF-8' }), 'sv');
  assert.equal(localeOf({ VAITI_LANG: '', LANG: 'fi_FI.UTF-8' }), 'fi');
  assert.equal(localeOf({ LANG: 'C.UTF-8' }), 'en');
  assert.equal(localeOf({}), 'en');
});

function refusalOf(args: readonly string[]): CommanderError {
  const program = new Command('vaiti');
  program.addCommand(new Command('show').argument('<patient>').option('--out <folder>'));
  speak(program, wordsIn('en'));
  try {
    program.parse([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error;
    throw error;
  }
  throw new TypeError('not refused');
}

test('wrong use is told in the language of the person, naming the culprit', () => {
  const cases: readonly (readonly [string[], string])[] = [
    [['show', 'x', '--zzz'], 'Valitsinta --zzz ei ole.'],
    [['shov', 'x'], 'Komentoa shov ei ole.'],
    [['show'], 'Argumentti patient puuttuu.'],
    [['show', 'x', '--out'], 'Valitsin --out <folder> tarvitsee arvon.'],
    [['show', 'x', 'y'], 'Argumentteja on liikaa.'],
  ];
  for (const [args, expected] of cases) {
    const { code, message } = refusalOf(args);
    assert.equal(usageWords(wordsIn('fi'), code, message).split('\n')[0], expected);
  }
});
