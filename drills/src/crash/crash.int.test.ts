import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { postgresMissing } from '../postgres.ts';
import { crashDrill, parseCrashOptions, type StoreName } from './crash-drill.ts';

const kills = process.env['SLOW'] === '1' ? 50 : 3;
const database = process.env['VAITI_TEST_POSTGRES'];

describe('kill -9 under write load loses nothing that was acknowledged', () => {
  const run = async (store: StoreName): Promise<void> => {
    const lines: string[] = [];
    const print = (line: string): void => void lines.push(line);
    const code = await crashDrill({ print, kills, stores: [store], database, clients: 8 });
    assert.equal(code, 0, lines.join('\n'));
    const row =
      lines
        .join('\n')
        .split('\n')
        .find((line) => /^\w+ +\d+ +\d+/.test(line)) ?? '';
    const [, killed, acknowledged] = row.split(/\s+/);
    assert.equal(Number(killed), kills);
    assert.ok(Number(acknowledged) > 0, 'something was written');
  };
  test('on the embedded store', () => run('sqlite'));
  test('on PostgreSQL', { skip: postgresMissing(database) }, () => run('postgres'));
});

test('words of the crash drill', () => {
  assert.deepEqual(parseCrashOptions([], true), { kills: 50, stores: ['sqlite', 'postgres'] });
  assert.deepEqual(parseCrashOptions([], false), { kills: 50, stores: ['sqlite'] });
  const few = ['--kills', '3', '--store=postgres'];
  assert.deepEqual(parseCrashOptions(few, true), { kills: 3, stores: ['postgres'] });
  for (const words of [few, ['--kills', '0'], ['--kills', 'x'], ['--store', 'paper'], ['--fast']])
    assert.equal(parseCrashOptions(words, false), undefined);
});
