import { LEFT, Page, QR } from './page.ts';
import { PAGE, type PdfText } from './pdf.ts';

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
  const page = new Page(kit.language, words.title);
  page.begin(words.keep, { size: 24, gap: 12 });
  const facts = [
    [words.name, kit.name],
    [words.practice, kit.practice],
    [words.server, kit.server],
  ] as const;
  page.facts(facts, 26);
  page.line(words.secretKey, 'text', 10, 20);
  page.line(kit.secretKey, 'mono', 18, 18);
  page.qr(kit.secretKey, { x: LEFT - 12, y: page.y });
  page.put(recoveryWords(kit.recovery, words.recovery, page.y + 14));
  page.y += QR + 24;
  page.line(words.password, 'text', 10, 40);
  page.box({ x: LEFT, y: page.y, width: PAGE.width - 2 * LEFT, height: 0.7 });
  page.y += 30;
  page.line(words.fingerprint, 'text', 10, 18);
  const groups = kit.fingerprint.split(' ');
  page.line(groups.slice(0, 8).join(' '), 'mono', 12);
  page.line(groups.slice(8).join(' '), 'mono', 12);
  return page.pdf();
}
