import { z } from 'zod';
import { dateSchema } from './fields.ts';

/** First entry of every file: what kind of file it is. Compartment `clinical` or `directory`. */
export const descriptorSchema = z.strictObject({
  type: z.literal('descriptor'),
  file: z.enum(['patient', 'directory']),
  createdOn: dateSchema,
});
export type Descriptor = z.infer<typeof descriptorSchema>;
