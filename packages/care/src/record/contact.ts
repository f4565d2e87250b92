import { z } from 'zod';
import { careLimits } from '../limits.ts';
import {
  addressSchema,
  dateSchema,
  emailsSchema,
  filledLineSchema,
  genders,
  hexIdSchema,
  languages,
  lineSchema,
  phonesSchema,
} from './fields.ts';
import { sourceSchema } from './source.ts';

/** Someone who answers for a minor: FHIR RelatedPerson. */
export const guardianSchema = z.strictObject({
  name: filledLineSchema,
  relation: lineSchema,
  phones: phonesSchema,
  emails: emailsSchema,
});
export type Guardian = z.infer<typeof guardianSchema>;

/**
 * Who a patient is and how to reach them. Compartment `contact`: reception reads this, and nothing
 * else. `source` is the imported Patient of this very version; a correction by the practice is a
 * higher version with `source` null.
 */
export const contactSchema = z.strictObject({
  type: z.literal('contact'),
  given: z.array(lineSchema).max(careLimits.givenNames),
  family: lineSchema,
  birthDate: dateSchema.nullable(),
  /** Date of death; records of before it was kept have none. */
  deceased: dateSchema.nullable().default(null),
  hetu: z.string().max(11).nullable(),
  gender: z.enum(genders),
  language: z.enum(languages),
  phones: phonesSchema,
  emails: emailsSchema,
  address: addressSchema.nullable(),
  guardians: z.array(guardianSchema).max(careLimits.few),
  centre: hexIdSchema.nullable(),
  source: sourceSchema.nullable(),
});
export type Contact = z.infer<typeof contactSchema>;

/** Name as people say it: given names, then family name. */
export function displayName(contact: Pick<Contact, 'given' | 'family'>): string {
  return [...contact.given, contact.family].filter((part) => part !== '').join(' ');
}
