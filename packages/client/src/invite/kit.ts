import { canShow, onePagePdf, PAGE, type PdfBox, type PdfText } from './pdf.ts';
import { qrModules, runsOf } from './qr.ts';

/** The words of the sheet, in the person's language. */
export interface KitWords {
  readonly title: string;
  readonly keep: readonly string[];
  readonly name: string;
  readonly practice: string;
  readonly server: string;
  readonly secretKey: string;
  /** Above the words of the Secret Key. */
  readonly recovery: string;
  readonly password: string;
  readonly fingerprint: string;
}

/** What the sheet is about. */
export interface Kit {
  readonly language: string;
  readonly name: string;
  readonly practice: string;
  /** Address of the server. */
  readonly server: string;
  /** As people see it. */
  readonly secretKey: string;
  /** The same as twelve words. */
  readonly recovery: readonly string[];
  readonly fingerprint: string;
}

const LEFT = 56;
const LINE = 15;
/** Side of the QR code in points. */
const QR = 150;
/** Letters in a line of plain text. */
const COLUMNS = 88;

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

function qrBoxes(text: string, at: { x: number; y: number }): PdfBox[] {
  const modules = qrModules(text);
  const unit = QR / modules.length;
  return runsOf(modules).map(({ x, y, width }) => ({
    x: at.x + x * unit,
    y: at.y + y * unit,
    width: width * unit,
    height: unit,
  }));
}

/** The Secret Key once more, beside its QR code: six words in each of two columns. */
function recoveryWords(recovery: readonly string[], title: string, top: number): PdfText[] {
  const left = LEFT + QR + 24;
  const heading: PdfText = { text: title, x: left, y: top, size: 10, font: 'text' };
  const rows = Math.ceil(recovery.length / 2);
  const words = recovery.map(
    (word, i): PdfText => ({
      text: `${String(i + 1).padStart(2)} ${word}`,
      x: left + Math.floor(i / rows) * 130,
      y: top + 20 + (i % rows) * 18,
      size: 12,
      font: 'mono',
    }),
  );
  return [heading, ...words];
}

/**
 * The Emergency Kit: one A4 page with the Secret Key in letters, as words and as QR code, made on the person's
 * own device. Names that the page cannot show are left out. The password is written by hand.
 */
export function emergencyKit(kit: Kit, words: KitWords): Uint8Array<ArrayBuffer> {
  const texts: PdfText[] = [];
  let y = 80;
  const put = (text: string, font: PdfText['font'], size: number, step = LINE): void => {
    texts.push({ text, x: LEFT, y, size, font });
    y += step;
  };
  put(words.title, 'bold', 24, 34);
  for (const paragraph of words.keep) {
    for (const line of wrapped(paragraph, COLUMNS)) put(line, 'text', 11);
    y += 5;
  }
  y += 12;
  const facts = [
    [words.name, kit.name],
    [words.practice, kit.practice],
    [words.server, kit.server],
  ] as const;
  for (const [term, value] of facts) {
    if (!canShow(value)) continue;
    put(term, 'text', 10);
    put(value, 'bold', 13, 26);
  }
  put(words.secretKey, 'text', 10, 20);
  put(kit.secretKey, 'mono', 18, 18);
  const boxes = qrBoxes(kit.secretKey, { x: LEFT - 12, y });
  texts.push(...recoveryWords(kit.recovery, words.recovery, y + 14));
  y += QR + 24;
  put(words.password, 'text', 10, 40);
  boxes.push({ x: LEFT, y, width: PAGE.width - 2 * LEFT, height: 0.7 });
  y += 30;
  put(words.fingerprint, 'text', 10, 18);
  const groups = kit.fingerprint.split(' ');
  put(groups.slice(0, 8).join(' '), 'mono', 12);
  put(groups.slice(8).join(' '), 'mono', 12);
  return onePagePdf({ language: kit.language, title: words.title, texts, boxes });
}
