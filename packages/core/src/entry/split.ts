import { z } from 'zod';
import { hashSchema, idSchema, uintSchema } from '../fields.ts';

/** Officers of a council at most. */
export const MAX_OFFICERS = 32;

/** One officer's part of a split: `digest` is of the share itself, `share` the id of its sealed form. */
const splitLine = z.strictObject({
  officer: idSchema,
  generation: uintSchema,
  digest: hashSchema,
  share: hashSchema,
});

/**
 * How the root key of an epoch is split among a council (`council` is its generation in the roster):
 * any `threshold` of the shares give it, fewer tell nothing. `key` commits to the root key, so whoever
 * puts shares together knows whether it is the one. PROTOCOL section 5.1.
 */
export const splitSchema = z.strictObject({
  council: uintSchema.min(1),
  threshold: uintSchema.min(2).max(MAX_OFFICERS),
  key: hashSchema,
  lines: z.array(splitLine).min(2).max(MAX_OFFICERS),
});
export type Split = z.infer<typeof splitSchema>;
export type SplitLine = Split['lines'][number];
