import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinShares, Secret, splitSecret, toHex } from '@vaiti/core';
import fc from 'fast-check';
import { drawSheets, faultOf } from '../recover/ceremony.ts';
import { setText, sheetPage } from '../recover/sheet-page.ts';
import {
  parseSheet,
  ROW_WORDS,
  type Sheet,
  sheetCode,
  sheetRows,
  type SheetFault,
} from './sheet.ts';

const entropy = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const wordsOf = (sheet: Sheet): string[] => sheetRows(sheet).flat();
const right = (parsed: Sheet | SheetFault): Sheet => {
  assert.ok(!('fault' in parsed), JSON.stringify(parsed));
  return parsed;
};
const numbers = fc
  .tuple(fc.integer({ min: 2, max: 16 }), fc.integer({ min: 2, max: 16 }))
  .filter(([need, of]) => need <= of);

test('sheets are read back from words and code, and any that are enough give the secret', async () => {
  await fc.assert(
    fc.asyncProperty(numbers, fc.nat(), async ([need, of], shift) => {
      const { secret, sheets } = await drawSheets(entropy, { need, of });
      const read = sheets.map((sheet) => {
        const typed = wordsOf(sheet).map(
          (w, i) => `${String(i + 1)}. ${w.slice(0, 4).toUpperCase()}`,
        );
        assert.deepEqual(right(parseSheet(sheetCode(sheet))), sheet);
        return right(parseSheet(typed.join(i32(sheet) ? ' ' : '\n')));
      });
      assert.deepEqual(read, [...sheets]);
      const some = read.map((_, i) => read[(i + shift) % of]).slice(0, need);
      const shares = some.flatMap((sheet) => (sheet === undefined ? [] : [sheet.share]));
      const joined = await joinShares(shares);
      assert.equal(joined.use(toHex), secret.use(toHex));
    }),
    { numRuns: 20 },
  );
});

const i32 = ({ number }: Sheet): boolean => number % 2 === 0;

test('a wrong word is named, or the row that it stands in; another set and a second copy too', async () => {
  const { sheets } = await drawSheets(entropy, { need: 3, of: 5 });
  const [first, second, third] = sheets;
  assert.ok(first !== undefined && second !== undefined && third !== undefined);
  const words = wordsOf(first);
  const typed = (at: number, word: string) => parseSheet(words.with(at, word).join(' '));
  assert.deepEqual(typed(5, 'zzzz'), { fault: 'unknown', word: 6, typed: 'zzzz' });
  assert.deepEqual(parseSheet(words.slice(1).join(' ')), { fault: 'count', count: 31 });
  let inRow = 0;
  const others = ['abandon', 'zoo', 'legal', 'winner', 'absorb', 'able', 'about', 'above'];
  for (const [i, word] of others.entries()) {
    const at = i * ROW_WORDS + (i % ROW_WORDS);
    if (words[at] === word) continue;
    const parsed = typed(at, word);
    assert.ok('fault' in parsed, 'no mistake goes unnoticed');
    if (parsed.fault === 'row' && parsed.row === i + 1) inRow++;
  }
  assert.ok(inRow >= 5, 'and nearly all are found in their row');
  const swapped = [...words.slice(4, 8), ...words.slice(0, 4), ...words.slice(8)];
  assert.ok('fault' in parseSheet(swapped.join(' ')));
  const other = (await drawSheets(entropy, { need: 3, of: 5 })).sheets[3];
  assert.ok(other !== undefined);
  assert.deepEqual(faultOf([first, second, other]), { fault: 'another-set', number: 4 });
  assert.deepEqual(faultOf([first, second, second]), { fault: 'twice', number: 2 });
  assert.deepEqual(faultOf([first, second]), { fault: 'few', have: 2, need: 3 });
  assert.equal(faultOf([first, second, third]), undefined);
});

test('one sheet too few leaves every secret as likely as any other', async () => {
  const [one, two] = await splitSecret(new Secret(entropy(32)), { need: 3, of: 3 });
  assert.ok(one !== undefined && two !== undefined);
  const used = new Set([one.at(-1), two.at(-1)]);
  const place = [1, 2, 3].find((x) => !used.has(x)) ?? 0;
  // With every byte that the missing sheet may have, every byte of the secret comes out once.
  const seen = new Set<number>();
  for (let value = 0; value < 256; value++) {
    const guess = new Uint8Array(33).fill(value);
    guess[32] = place;
    const secret = await joinShares([one, two, guess]);
    seen.add(secret.use((bytes) => bytes[0] ?? 0));
  }
  assert.equal(seen.size, 256);
});

test('text that is no sheet is refused, and the page says what it is for', async () => {
  fc.assert(fc.property(fc.string(), (text) => assert.ok('fault' in parseSheet(text))));
  const { sheets } = await drawSheets(entropy, { need: 2, of: 3 });
  const [sheet] = sheets;
  assert.ok(sheet !== undefined);
  const page = Buffer.from(
    sheetPage(
      sheet,
      { language: 'fi', name: 'Päivi', practice: 'Lumme', server: 'https://vaiti.example' },
      {
        title: 'Arkki 1 / 3',
        keep: ['Kaksi arkkia avaa.'],
        name: 'Nimi',
        practice: 'Vastaanotto',
        server: 'Osoite',
        set: 'Sarja',
        words: 'Sanat',
      },
    ),
  ).toString('latin1');
  for (const text of ['Arkki 1 / 3', 'Päivi', setText(sheet), ` 1 ${wordsOf(sheet)[0] ?? ''}`])
    assert.ok(page.includes(`(${text}) Tj`), text);
});
