import { careLimits } from '../limits.ts';
import type { Address } from '../record/fields.ts';
import { phoneOrText } from '../phone.ts';
import type { FhirAddress, FhirConcept, FhirContactPoint, FhirName } from './schema.ts';

/** At most `max` UTF-16 units, never half a character. For what people see: the source is whole. */
export function clip(text: string, max: number = careLimits.line): string {
  if (text.length <= max) return text;
  return text.slice(0, max).replace(/[\ud800-\udbff]$/, '');
}

/** The first entry that is not empty. */
export function firstText(...candidates: readonly (string | undefined | null)[]): string {
  return clip(candidates.find((text) => text !== undefined && text !== null && text !== '') ?? '');
}

/** How a concept reads: its text or its first coding's display or code. */
export function conceptText(concept: FhirConcept | undefined): string {
  const [coding] = concept?.coding ?? [];
  return firstText(concept?.text, coding?.display, coding?.code);
}

/** The name in use: official, else usual, else the first that is not a former one. */
export function bestName(names: readonly FhirName[] | undefined): FhirName | undefined {
  const list = names ?? [];
  for (const use of ['official', 'usual', undefined]) {
    const found = list.find((name) => name.use === use);
    if (found !== undefined) return found;
  }
  return list.find((name) => name.use !== 'old' && name.use !== 'maiden') ?? list[0];
}

/** Given names without gaps, at most `careLimits.givenNames`. */
export function givenNames(name: FhirName | undefined): string[] {
  const given = (name?.given ?? []).filter((part) => part !== null && part !== '');
  return given.slice(0, careLimits.givenNames).map((part) => clip(part ?? ''));
}

/** A name on one line: as the source spells it, else from its parts. */
export function nameText(name: FhirName | undefined): string {
  const parts = [...(name?.prefix ?? []), ...givenNames(name), name?.family];
  return firstText(name?.text, parts.filter((part) => part).join(' '));
}

/** Phones and e-mails of a telecom list; faxes and pagers stay in the source. */
export function telecomOf(telecom: readonly FhirContactPoint[] | undefined) {
  const values = (system: string, max: number) =>
    (telecom ?? [])
      .filter((point) => point.system === system && (point.value ?? '').trim() !== '')
      .slice(0, careLimits.few)
      .map((point) => clip((point.value ?? '').trim(), max));
  const phones = [...new Set([...values('phone', 64), ...values('sms', 64)].map(phoneOrText))];
  return { phones: phones.slice(0, careLimits.few), emails: [...new Set(values('email', 320))] };
}

/** A postal address, or null where there is none. */
export function addressOf(address: FhirAddress | undefined): Address | null {
  if (address === undefined) return null;
  const orNull = (text: string | undefined) =>
    text === undefined || text === '' ? null : clip(text);
  return {
    lines: (address.line ?? []).slice(0, careLimits.few).map((line) => clip(line ?? '')),
    postalCode: orNull(address.postalCode),
    city: orNull(address.city),
    country: orNull(address.country),
  };
}

/** Readable text of an XHTML narrative: blocks become lines, markup goes, entities are decoded. */
export function narrativeText(div: string): string {
  const named: Readonly<Record<string, string>> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
  };
  return div
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6])\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));/gi, (whole, hex, dec, name) => {
      if (typeof name === 'string') return named[name.toLowerCase()] ?? whole;
      const point = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(dec);
      const valid = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
      return valid ? String.fromCodePoint(point) : '\ufffd';
    })
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
