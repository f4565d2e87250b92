import { canShow, onePagePdf, type PdfBox, type PdfText } from './pdf.ts';
import { qrModules, runsOf } from './qr.ts';

/** Left margin in points. */
export const LEFT = 56;
/** Side of a QR code in points. */
export const QR = 150;
/** From one line of plain text to the next, points. */
const LINE = 15;
/** Letters in a line of plain text. */
const COLUMNS = 88;
const TOP = 80;

/** Lines of at most `columns` characters, broken at spaces. */
function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** One A4 page of lines from top to bottom, with boxes and texts put anywhere beside them. Points. */
export class Page {
  readonly #language: string;
  readonly #title: string;
  readonly #texts: PdfText[] = [];
  readonly #boxes: PdfBox[] = [];
  /** Where the next line stands. */
  y = TOP;

  constructor(language: string, title: string) {
    this.#language = language;
    this.#title = title;
  }

  /** Puts a line, and goes on `step` below it. */
  line(text: string, font: PdfText['font'], size: number, step = LINE): void {
    this.#texts.push({ text, x: LEFT, y: this.y, size, font });
    this.y += step;
  }

  /** Puts the title and paragraphs of plain text, and goes on `gap` below them. */
  begin(paragraphs: readonly string[], how: { readonly size: number; readonly gap: number }): void {
    this.line(this.#title, 'bold', how.size, 34);
    for (const paragraph of paragraphs) {
      for (const line of wrapped(paragraph, COLUMNS)) this.line(line, 'text', 11);
      this.y += 5;
    }
    this.y += how.gap;
  }

  /** Puts terms with their values, `step` apart. Values that the page cannot show are left out. */
  facts(facts: readonly (readonly [string, string])[], step: number): void {
    for (const [term, value] of facts) {
      if (!canShow(value)) continue;
      this.line(term, 'text', 10);
      this.line(value, 'bold', 13, step);
    }
  }

  /** Puts texts where they say. */
  put(texts: readonly PdfText[]): void {
    this.#texts.push(...texts);
  }

  /** Fills a box. */
  box(box: PdfBox): void {
    this.#boxes.push(box);
  }

  /** Puts a QR code with its upper left corner there. */
  qr(text: string, at: { readonly x: number; readonly y: number }): void {
    const modules = qrModules(text);
    const unit = QR / modules.length;
    for (const { width, x, y } of runsOf(modules))
      this.box({ x: at.x + x * unit, y: at.y + y * unit, width: width * unit, height: unit });
  }

  /** The page as a PDF. */
  pdf(): Uint8Array<ArrayBuffer> {
    const [language, title] = [this.#language, this.#title];
    return onePagePdf({ language, title, texts: this.#texts, boxes: this.#boxes });
  }
}
