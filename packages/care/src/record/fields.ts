import { z } from 'zod';
import { careLimits } from '../limits.ts';

/** Text of at most `max` UTF-16 units without lone surrogates, which UTF-8 cannot carry. */
export function textOf(max: number) {
  return z
    .string()
    .max(max)
    .refine((value) => value.isWellFormed(), 'lone surrogate');
}

/** One line: a name, a title, a code. */
export const lineSchema = textOf(careLimits.line);
/** A line that says something. */
export const filledLineSchema = lineSchema.min(1);
/** A longer remark. */
export const remarkSchema = textOf(careLimits.remark);
/** 16 bytes as 32 hexadecimal characters: a centre, a user or a record. */
export const hexIdSchema = z.string().regex(/^[0-9a-f]{32}$/);
/** A calendar date, YYYY-MM-DD. */
export const dateSchema = z.iso.date();

const FHIR_DATE_TIME =
  /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,9})?(Z|[+-]\d{2}:[0-5]\d))?)?)?$/;

/**
 * A point in time as FHIR R4 `dateTime` writes it: year, month, date, or date and time with
 * seconds and zone. Our own records always hold the whole; imported ones may know only the year.
 */
export const dateTimeSchema = z.string().max(48).regex(FHIR_DATE_TIME);
/** Bytes of at most `max`. */
export function bytesUpTo(max: number) {
  return z
    .custom<Uint8Array>((value) => value instanceof Uint8Array)
    .refine((value) => !(value instanceof Uint8Array) || value.length <= max, {
      params: { tooLarge: true },
    });
}

/** A phone number: E.164 where we know it, otherwise as the source wrote it. */
const phoneTextSchema = textOf(64).min(1);
/** An e-mail address. */
const emailTextSchema = textOf(320).min(1);
/** Phones of one person or place. */
export const phonesSchema = z.array(phoneTextSchema).max(careLimits.few);
/** E-mail addresses of one person or place. */
export const emailsSchema = z.array(emailTextSchema).max(careLimits.few);

/** FHIR R4 AdministrativeGender. */
export const genders = ['male', 'female', 'other', 'unknown'] as const;
/** Languages in which we speak with people. */
export const languages = ['fi', 'sv', 'en'] as const;
export type Language = (typeof languages)[number];

/** A postal address. */
export const addressSchema = z.strictObject({
  lines: z.array(lineSchema).max(careLimits.few),
  postalCode: lineSchema.nullable(),
  city: lineSchema.nullable(),
  country: lineSchema.nullable(),
});
export type Address = z.infer<typeof addressSchema>;
