import { LEFT, Page, QR } from '../invite/page.ts';
import { PAGE, type PdfText } from '../invite/pdf.ts';
import { type Sheet, sheetCode, sheetRows } from '../words/sheet.ts';

/** The words of a sheet, in the person's language; numbers are already in them. */
export interface SheetWords {
  readonly title: string;
  readonly keep: readonly string[];
  readonly name: string;
  readonly practice: string;
  readonly server: string;
  readonly set: string;
  readonly words: string;
}

/** What a sheet is about. */
export interface SheetAbout {
  readonly language: string;
  readonly name: string;
  readonly practice: string;
  readonly server: string;
}

/** Width of a column of words. */
const COLUMN = 118;

/** Where the sheet's words stand, a row of four each line, numbered. */
function wordLines(sheet: Sheet, top: number): PdfText[] {
  return sheetRows(sheet).flatMap((words, row) =>
    words.map(
      (word, column): PdfText => ({
        text: `${String(row * words.length + column + 1).padStart(2)} ${word}`,
        x: LEFT + column * COLUMN,
        y: top + row * 24,
        size: 13,
        font: 'mono',
      }),
    ),
  );
}

/** Two bytes of the set's name as people compare them. */
export function setText(sheet: Pick<Sheet, 'set'>): string {
  return [...sheet.set]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}

/** One sheet as an A4 page, made on the person's own device. */
export function sheetPage(
  sheet: Sheet,
  about: SheetAbout,
  words: SheetWords,
): Uint8Array<ArrayBuffer> {
  const page = new Page(about.language, words.title);
  page.begin(words.keep, { size: 22, gap: 8 });
  const facts = [
    [words.name, about.name],
    [words.practice, about.practice],
    [words.server, about.server],
    [words.set, setText(sheet)],
  ] as const;
  page.facts(facts, 24);
  page.line(words.words, 'text', 10, 24);
  page.put(wordLines(sheet, page.y));
  page.y += 8 * 24;
  page.qr(sheetCode(sheet), { x: LEFT - 12, y: Math.min(page.y, PAGE.height - QR - 40) });
  return page.pdf();
}
