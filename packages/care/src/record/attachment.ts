import { z } from 'zod';
import { careLimits } from '../limits.ts';
import { bytesUpTo, lineSchema, remarkSchema } from './fields.ts';
import { restoreSource, sourceSchema } from './source.ts';

/**
 * Something kept as it came: a document that is not plain text, or a whole resource that an import
 * does not understand (then `data` is empty and `source` holds it). `reason` says why it is here.
 */
export const attachmentSchema = z.strictObject({
  type: z.literal('attachment'),
  title: lineSchema,
  contentType: lineSchema,
  data: bytesUpTo(careLimits.data),
  reason: remarkSchema,
  source: sourceSchema.nullable(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** The imported resource as it came, or null for an attachment of our own. */
export function attachmentSource(attachment: Attachment): string | null {
  return attachment.source === null ? null : restoreSource(attachment.source, attachment.data);
}
