import { z } from 'zod';
import { filledLineSchema, hexIdSchema } from './fields.ts';

/**
 * That the patient agreed to their file going from one professional to another, and how they said so.
 * Compartment `clinical`; the entry's author recorded it.
 */
export const consentSchema = z.strictObject({
  type: z.literal('consent'),
  from: hexIdSchema,
  to: hexIdSchema,
  text: filledLineSchema,
});
export type Consent = z.infer<typeof consentSchema>;
