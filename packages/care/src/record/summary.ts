import { z } from 'zod';
import { dateTimeSchema, filledLineSchema, hexIdSchema, lineSchema, textOf } from './fields.ts';

/** Who of those outside the practice something is for, each with a compartment of their own. */
export const audiences = ['patient', 'guardian'] as const;
export type Audience = (typeof audiences)[number];

/** The compartment of each audience. */
export const audienceCompartments = {
  patient: 'shared',
  guardian: 'guardian',
} as const satisfies Record<Audience, 'shared' | 'guardian'>;

/** Length of a summary in UTF-16 units. */
export const SUMMARY_LENGTH = 20_000;

/**
 * What a professional tells the patient or the guardian about one visit: FHIR Communication. It holds
 * names because its readers cannot read the practice's directory. `visit` is as in a decision; null
 * where it is about none.
 */
export const summarySchema = z.strictObject({
  type: z.literal('summary'),
  audience: z.enum(audiences),
  visit: hexIdSchema.nullable(),
  title: lineSchema,
  text: textOf(SUMMARY_LENGTH).min(1),
  writtenOn: dateTimeSchema,
  authorName: filledLineSchema,
});
export type Summary = z.infer<typeof summarySchema>;

/**
 * What stands over everything that the patient or a guardian reads: whose file it is, and who let them
 * in. Written when somebody is let in.
 */
export const coverSchema = z.strictObject({
  type: z.literal('cover'),
  audience: z.enum(audiences),
  practiceName: lineSchema,
  patientName: lineSchema,
  therapistName: lineSchema,
});
export type Cover = z.infer<typeof coverSchema>;
