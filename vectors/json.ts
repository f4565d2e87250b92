import { fromHex, toHex } from '@vaiti/core';

/** What stands in a vector file. Bytes are lower-case hexadecimal strings. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A decoded CBOR value as JSON: byte strings become `{"hex": …}`. */
export function toJson(value: unknown): Json {
  if (value instanceof Uint8Array) return { hex: toHex(value) };
  if (Array.isArray(value)) return value.map(toJson);
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, toJson(v)]));
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number' || typeof value === 'string') return value;
  throw new TypeError(`no JSON for a ${typeof value}`);
}

/** What `toJson` made, as a value for CBOR again. */
export function fromJson(json: Json): CborLike {
  if (Array.isArray(json)) return json.map(fromJson);
  if (isObject(json)) {
    const hex = json['hex'];
    if (typeof hex === 'string' && Object.keys(json).length === 1) return fromHex(hex);
    return Object.fromEntries(Object.entries(json).map(([key, v]) => [key, fromJson(v)]));
  }
  return json;
}
type CborLike =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly CborLike[]
  | { readonly [key: string]: CborLike };
