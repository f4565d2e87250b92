import { concat, utf8 } from '@vaiti/core';

/** A4 in points (1/72 inch). */
export const PAGE = { width: 595, height: 842 } as const;

/** The fonts that every reader of PDF brings itself (ISO 32000-1 section 9.6.2.2). */
const fonts = { text: 'Helvetica', bold: 'Helvetica-Bold', mono: 'Courier-Bold' } as const;
export type PdfFont = keyof typeof fonts;

/** Text at a place; `y` is measured from the top of the page. All in points. */
export interface PdfText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly font: PdfFont;
}

/** A filled black rectangle; `y` is its upper edge from the top of the page. */
export interface PdfBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Whether the page can show this text: Latin-1, the part of WinAnsiEncoding that needs no table. */
export function canShow(text: string): boolean {
  return [...text].every((c) => {
    const code = c.codePointAt(0) ?? 0;
    return (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff);
  });
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

/** A literal string (section 7.3.4.2). */
function literal(text: string): string {
  return `(${text.replace(/[\\()]/g, (c) => `\\${c}`)})`;
}

const points = (value: number): string => value.toFixed(2).replace(/\.?0+$/, '');

function drawn(texts: readonly PdfText[], boxes: readonly PdfBox[]): string {
  const rectangles = boxes.map(
    ({ x, y, width, height }) =>
      `${[x, PAGE.height - y - height, width, height].map(points).join(' ')} re`,
  );
  const lines = texts.map(
    ({ text, x, y, size, font }) =>
      `BT /${font} ${points(size)} Tf ${points(x)} ${points(PAGE.height - y)} Td ${literal(text)} Tj ET`,
  );
  return [...rectangles, ...(rectangles.length > 0 ? ['f'] : []), ...lines].join('\n');
}

/**
 * A PDF 1.7 (ISO 32000-1) of one A4 page, made here without network, fonts or libraries: the same
 * input gives the same bytes. `language` is that of the text (BCP 47). Throws `RangeError` for text
 * that `canShow` refuses.
 */
export function onePagePdf(page: {
  readonly language: string;
  readonly title: string;
  readonly texts: readonly PdfText[];
  readonly boxes: readonly PdfBox[];
}): Uint8Array<ArrayBuffer> {
  const { language, title, texts, boxes } = page;
  if (![title, ...texts.map(({ text }) => text)].every(canShow))
    throw new RangeError('text outside of Latin-1');
  const content = drawn(texts, boxes);
  const names = Object.keys(fonts) as PdfFont[];
  const resources = names.map((name, i) => `/${name} ${String(i + 6)} 0 R`).join(' ');
  const size = `${String(PAGE.width)} ${String(PAGE.height)}`;
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /Lang ${literal(language)} /ViewerPreferences << /DisplayDocTitle true >> >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${size}] /Contents 4 0 R /Resources << /Font << ${resources} >> >> >>`,
    `<< /Length ${String(content.length)} >>\nstream\n${content}\nendstream`,
    `<< /Title ${literal(title)} >>`,
    ...names.map(
      (name) =>
        `<< /Type /Font /Subtype /Type1 /BaseFont /${fonts[name]} /Encoding /WinAnsiEncoding >>`,
    ),
  ];
  return assembled(objects);
}

/** Header, objects, cross-reference table and trailer (section 7.5). */
function assembled(objects: readonly string[]): Uint8Array<ArrayBuffer> {
  // A comment of four high bytes tells transfer programs that this is no text.
  const parts: Uint8Array[] = [latin1('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n')];
  let at = parts[0]?.length ?? 0;
  const offsets = objects.map((object, i) => {
    const bytes = latin1(`${String(i + 1)} 0 obj\n${object}\nendobj\n`);
    const offset = at;
    parts.push(bytes);
    at += bytes.length;
    return offset;
  });
  const count = String(objects.length + 1);
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${rows.join('')}`;
  const trailer = `trailer\n<< /Size ${count} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${String(at)}\n%%EOF\n`;
  return concat(...parts, utf8(table + trailer));
}
