import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import { type Bytes, equal } from './bytes.ts';
import { CoreError } from './errors.ts';

/** What may stand in an object of ours: no floats, no tags, no undefined, string keys only. */
export type CborValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly CborValue[]
  | { readonly [key: string]: CborValue };

const decodeOptions = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
  rejectDuplicateMapKeys: true,
} as const;

/** Refuses a value that would not come back the same; `null` leaves the rest to the library. */
function only(allowed: (value: unknown) => boolean): (value: unknown) => null {
  return (value) => {
    if (!allowed(value)) throw new CoreError('cbor-invalid', 'value not allowed');
    return null;
  };
}

const never = only(() => false);

const encodeOptions = {
  ...rfc8949EncodeOptions,
  typeEncoders: {
    number: only(Number.isSafeInteger),
    // A lone surrogate would silently become U+FFFD.
    string: only((text) => typeof text === 'string' && text.isWellFormed()),
    undefined: never,
    bigint: never,
  },
};

/**
 * Deterministic encoding (RFC 8949 section 4.2.1: shortest form, keys in bytewise order).
 * Throws `cbor-invalid` for what `decodeCbor` would refuse or return changed: floats, integers
 * beyond 2^53 - 1, `undefined`, bigints, strings with a lone surrogate, other objects.
 */
export function encodeCbor(value: CborValue): Bytes {
  try {
    return encode(value, encodeOptions);
  } catch (error) {
    if (error instanceof CoreError) throw error;
    throw new CoreError('cbor-invalid', 'value not allowed');
  }
}

/**
 * Decodes bytes that must be exactly the deterministic encoding of their value, so that one object
 * has one encoding and one hash. Throws `cbor-invalid`.
 */
export function decodeCbor(bytes: Uint8Array): unknown {
  let value: unknown;
  try {
    value = decode(bytes, decodeOptions);
    if (equal(encode(value, encodeOptions), bytes)) return value;
  } catch {
    throw new CoreError('cbor-invalid');
  }
  throw new CoreError('cbor-invalid', 'not the deterministic encoding');
}

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
