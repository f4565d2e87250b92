import { type Bytes, fromHex } from '@vaiti/core';
import { z } from 'zod';
import type { Implementation } from '../implementation.ts';
import type { JsonObject } from '../json.ts';

/** Does one thing with one input. Refusals are `CoreError`s. */
export type Operation = (
  input: JsonObject,
  context: { readonly shared: JsonObject; readonly using: Implementation },
) => Promise<JsonObject> | JsonObject;

/** Bytes as they stand in a vector. */
export const hex: z.ZodType<Bytes> = z
  .string()
  .regex(/^([0-9a-f]{2})*$/)
  .transform((text) => fromHex(text));

/** An id as it stands in a vector, of whichever kind the place wants. */
export function id<T extends string>(): z.ZodType<T> {
  return z.string().regex(/^([0-9a-f]{32}|[0-9a-f]{64})$/) as unknown as z.ZodType<T>;
}
