import { canShow, onePagePdf, PAGE, type PdfBox, type PdfText } from '../invite/pdf.ts';
import { qrModules, runsOf } from '../invite/qr.ts';
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

const LEFT = 56;
const LINE = 15;
const COLUMNS = 88;
/** Side of the QR code in points. */
const QR = 150;
/** Width of a column of words. */
const COLUMN = 118;

function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= COLUMNS)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function qrBoxes(text: string, at: { readonly x: number; readonly y: number }): PdfBox[] {
  const modules = qrModules(text);
  const unit = QR / modules.length;
  return runsOf(modules).map(({ x, y, width }) => ({
    x: at.x + x * unit,
    y: at.y + y * unit,
    width: width * unit,
    height: unit,
  }));
}

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
  const texts: PdfText[] = [];
  let y = 80;
  const put = (text: string, font: PdfText['font'], size: number, step = LINE): void => {
    texts.push({ text, x: LEFT, y, size, font });
    y += step;
  };
  put(words.title, 'bold', 22, 34);
  for (const paragraph of words.keep) {
    for (const line of wrapped(paragraph)) put(line, 'text', 11);
    y += 5;
  }
  y += 8;
  const facts = [
    [words.name, about.name],
    [words.practice, about.practice],
    [words.server, about.server],
    [words.set, setText(sheet)],
  ] as const;
  for (const [term, value] of facts) {
    if (!canShow(value)) continue;
    put(term, 'text', 10);
    put(value, 'bold', 13, 24);
  }
  put(words.words, 'text', 10, 24);
  texts.push(...wordLines(sheet, y));
  y += 8 * 24;
  const boxes = qrBoxes(sheetCode(sheet), { x: LEFT - 12, y: Math.min(y, PAGE.height - QR - 40) });
  return onePagePdf({ language: about.language, title: words.title, texts, boxes });
}
