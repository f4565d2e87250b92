/** Endings of the media types that come up; others are saved without one. */
const endings: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'application/json': '.json',
  'application/fhir+json': '.json',
  'application/rtf': '.rtf',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'text/html': '.html',
  'text/plain': '.txt',
  'text/xml': '.xml',
};

/** A file name without anything that a file system or a shell could take amiss. */
export function fileName(title: string, contentType: string): string {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const ending = endings[type] ?? '';
  const plain = title
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 80);
  const name = plain === '' ? 'attachment' : plain;
  return name.toLowerCase().endsWith(ending) ? name : name + ending;
}

const units = [
  { unit: 'megabyte', of: 1_000_000 },
  { unit: 'kilobyte', of: 1_000 },
  { unit: 'byte', of: 1 },
] as const;

/** Size in words: `312 kB`. */
export function sizeText(bytes: number, locale: string): string {
  const { unit, of } = units.find((one) => bytes >= one.of) ?? units[2];
  const shape = { style: 'unit', unit, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, shape).format(bytes / of);
}

export interface Saved {
  readonly title: string;
  readonly contentType: string;
  readonly data: Uint8Array<ArrayBuffer>;
}

/**
 * Gives bytes to the browser to save. They are always of an opaque type, so that no browser shows
 * or runs a document of somebody else inside this origin.
 */
export function saveBytes({ title, contentType, data }: Saved): void {
  const address = URL.createObjectURL(new Blob([data], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName(title, contentType);
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
