import { z } from 'zod';
import { storeErrorCodes } from '../errors.ts';
import type { Step } from './steps.ts';

/**
 * What the writing thread is asked: to run steps in one transaction, to empty the
 * write-ahead log, or to close. What stands in the
 * rows is checked value by value when SQLite binds it to a column of a STRICT table.
 */
export const writeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('write'),
    steps: z.array(
      z.strictObject({
        sql: z.string(),
        rows: z.custom<Step['rows']>((rows) => Array.isArray(rows) && rows.every(Array.isArray)),
        changes: z.number().int().nonnegative().optional(),
      }),
    ),
  }),
  z.strictObject({ kind: z.literal('scrub') }),
  z.strictObject({ kind: z.literal('close') }),
]);
export type Write = z.infer<typeof writeSchema>;

/** Its answer, in the order asked: done, or why not. */
export const writtenSchema = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('done') }),
  z.strictObject({ outcome: z.literal('failed'), code: z.enum(storeErrorCodes) }),
]);
export type Written = z.infer<typeof writtenSchema>;
