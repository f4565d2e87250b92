import { z } from 'zod';
import type { Json } from './json.ts';

const json: z.ZodType<Json> = z.json();
const object = z.record(z.string(), json);

/**
 * One case: an operation's input and what must come out, or the code of the refusal. `input` is
 * what a second implementation needs; `name` says what is special about it.
 */
export const caseSchema = z.union([
  z.strictObject({ name: z.string(), op: z.string(), input: object, output: object }),
  z.strictObject({ name: z.string(), op: z.string(), input: object, error: z.string() }),
]);
export type Case = z.infer<typeof caseSchema>;

/** One file of vectors. `shared` holds what many inputs would repeat. */
export const vectorFileSchema = z.strictObject({
  format: z.literal('vaiti vectors 1'),
  about: z.string(),
  shared: object,
  cases: z.array(caseSchema).min(1),
});
export type VectorFile = z.infer<typeof vectorFileSchema>;
