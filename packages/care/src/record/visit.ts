import { z } from 'zod';
import { dateTimeSchema, hexIdSchema, lineSchema } from './fields.ts';
import { sourceSchema } from './source.ts';

/** FHIR R4 EncounterStatus. */
export const visitStatuses = [
  'planned',
  'arrived',
  'triaged',
  'in-progress',
  'onleave',
  'finished',
  'cancelled',
  'entered-in-error',
  'unknown',
] as const;

/** Where therapist and patient meet. */
export const visitModes = ['centre', 'remote', 'phone'] as const;

/**
 * One session: FHIR Encounter. Compartment `clinical`. `minorDecides` is what the professional
 * recorded for this visit (DOMAIN section 2): whether the minor can decide; null for adults.
 * `start` is null only where an import does not know it.
 */
export const visitSchema = z.strictObject({
  type: z.literal('visit'),
  start: dateTimeSchema.nullable(),
  end: dateTimeSchema.nullable(),
  mode: z.enum(visitModes),
  centre: hexIdSchema.nullable(),
  therapist: hexIdSchema.nullable(),
  therapistName: lineSchema.nullable(),
  minorDecides: z.boolean().nullable(),
  status: z.enum(visitStatuses),
  title: lineSchema,
  source: sourceSchema.nullable(),
});
export type Visit = z.infer<typeof visitSchema>;
