import type { Address } from '../record/fields.ts';
import type { JsonObject } from './parse.ts';

type Loose = { readonly [key: string]: unknown };

/** The members that have a value. FHIR allows no nulls and no empty arrays or strings. */
export function present(members: Loose): JsonObject {
  const kept = Object.entries(members).filter(
    ([, value]) =>
      value !== undefined &&
      value !== null &&
      value !== '' &&
      !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(kept);
}

/** `over` laid over an imported resource: members that we do not know stay. */
export function layOver(before: JsonObject | null, over: JsonObject): JsonObject {
  if (before === null) return over;
  const { id, resourceType } = before;
  return present({ ...before, ...over, resourceType, id });
}

/** Phones and e-mails as ContactPoint. */
export function telecomOut(phones: readonly string[], emails: readonly string[]): JsonObject[] {
  return [
    ...phones.map((value) => ({ system: 'phone', value })),
    ...emails.map((value) => ({ system: 'email', value })),
  ];
}

/** An Address, or undefined where nothing is known. */
export function addressOut(address: Address | null): JsonObject | undefined {
  if (address === null) return undefined;
  const out = present({
    line: address.lines.filter((line) => line.trim() !== ''),
    city: address.city,
    postalCode: address.postalCode,
    country: address.country,
  });
  return Object.keys(out).length === 0 ? undefined : out;
}

/** A code without leading, trailing or doubled space, as FHIR wants it. */
export function codeOut(code: string | null): string | undefined {
  const trimmed = code?.replace(/\s+/g, ' ').trim();
  return trimmed === '' ? undefined : trimmed;
}
