import { z } from 'zod';
import { filledLineSchema, hexIdSchema } from './fields.ts';
import { audiences } from './summary.ts';

/**
 * Who a patient or guardian is that the file lets in: the chain knows their keys, this their name.
 * Compartment `clinical`: only the care team reads it.
 */
export const memberRecordSchema = z.strictObject({
  type: z.literal('member'),
  principal: hexIdSchema,
  role: z.enum(audiences),
  name: filledLineSchema,
});
export type MemberRecord = z.infer<typeof memberRecordSchema>;
