import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { LONGEST_LINE, type Line, linesOf } from './lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'vaiti-lines-'));
after(() => rmSync(folder, { recursive: true }));

async function read(bytes: string | Uint8Array): Promise<Line[]> {
  const path = join(folder, 'input.ndjson');
  writeFileSync(path, bytes);
  return Array.fromAsync(linesOf(path));
}

test('lines are numbered from 1, the last one needs no end', async () => {
  const lines = await read('a\n\nöb');
  assert.deepEqual(
    lines.map(({ number, text }) => [number, text]),
    [
      [1, 'a'],
      [2, ''],
      [3, 'öb'],
    ],
  );
});

test('a character cut by the edge of what is read at once stays whole', async () => {
  const text = `${'x'.repeat(256 * 1024 - 1)}ä${'y'.repeat(256 * 1024)}`;
  const [first, second] = await read(`${text}\nz\n`);
  assert.equal(first?.text, text);
  assert.equal(second?.text, 'z');
});

test('a line that is not UTF-8 is refused, and the next one is read', async () => {
  const lines = await read(Uint8Array.of(0x61, 0xff, 0x0a, 0x62, 0x0a));
  assert.deepEqual(lines[0], { number: 1, bytes: 2, text: null, fault: 'line-not-utf8' });
  assert.equal(lines[1]?.text, 'b');
});

test('a line that is too long is refused without being kept, and the next one is read', async () => {
  const bytes = new Uint8Array(LONGEST_LINE + 3).fill(0x61);
  bytes[LONGEST_LINE + 1] = 0x0a;
  const lines = await read(bytes);
  const bytesOfFirst = LONGEST_LINE + 1;
  assert.deepEqual(lines[0], {
    number: 1,
    bytes: bytesOfFirst,
    text: null,
    fault: 'line-too-long',
  });
  assert.equal(lines[1]?.text, 'a');
});
