import { z } from 'zod';
import { careLimits } from '../limits.ts';
import { dateTimeSchema, lineSchema } from './fields.ts';
import { sourceSchema } from './source.ts';

/** A code of a terminology: FHIR Coding. */
const codingSchema = z.strictObject({
  system: lineSchema.nullable(),
  code: lineSchema.nullable(),
  display: lineSchema.nullable(),
});
export type Coding = z.infer<typeof codingSchema>;

/** A diagnosis or problem: FHIR Condition. Compartment `clinical`. */
export const conditionSchema = z.strictObject({
  type: z.literal('condition'),
  text: lineSchema,
  coding: z.array(codingSchema).max(careLimits.codings),
  status: z
    .enum(['active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved'])
    .nullable(),
  onset: dateTimeSchema.nullable(),
  ended: dateTimeSchema.nullable(),
  recorded: dateTimeSchema.nullable(),
  source: sourceSchema.nullable(),
});
export type Condition = z.infer<typeof conditionSchema>;
