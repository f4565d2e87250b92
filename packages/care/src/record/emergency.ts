import { z } from 'zod';
import { careLimits } from '../limits.ts';
import { dateSchema, dateTimeSchema, hexIdSchema, textOf } from './fields.ts';

/**
 * That somebody opened the file in an emergency: who, by whose approval, until when, and why, in words
 * for the patient and the care team. Compartment `shared`, so that the file itself tells both.
 */
export const emergencyAccessSchema = z.strictObject({
  type: z.literal('emergency'),
  /** Id of the request. */
  request: hexIdSchema,
  requester: hexIdSchema,
  /** Whose shares opened it. */
  officers: z.array(hexIdSchema).min(2).max(32),
  openedOn: dateTimeSchema,
  /** The last day of the access. */
  until: dateSchema,
  reason: textOf(careLimits.remark).min(1),
});
export type EmergencyAccess = z.infer<typeof emergencyAccessSchema>;
