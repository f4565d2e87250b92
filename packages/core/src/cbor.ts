import { decodeCbor } from './cbor/decode.ts';
import { CoreError } from './errors.ts';

export { decodeCbor } from './cbor/decode.ts';
export { encodeCbor } from './cbor/encode.ts';
export type { CborValue } from './cbor/value.ts';

/** A thing that parses, as zod's schemas do. */
export interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false };
}

/** Decodes and checks in one step. Throws `cbor-invalid` or `schema-invalid`. */
export function decodeAs<T>(schema: Schema<T>, bytes: Uint8Array): T {
  return parseAs(schema, decodeCbor(bytes));
}

/** Checks an already decoded value. Throws `schema-invalid`, never saying what the value was. */
export function parseAs<T>(schema: Schema<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new CoreError('schema-invalid');
  return parsed.data;
}
