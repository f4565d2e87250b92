/** What may stand in an object of ours: no floats, no tags, no undefined, string keys only. */
export type CborValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly CborValue[]
  | { readonly [key: string]: CborValue };

/** Arrays and maps may stand this deep in each other, the outermost counted. */
export const MAX_DEPTH = 64;

/** Major types, RFC 8949 section 3.1, in the upper three bits of the first byte of an item. */
export const major = {
  unsigned: 0,
  negative: 1,
  bytes: 2,
  text: 3,
  array: 4,
  map: 5,
  simple: 7,
} as const;

/** The three simple values in use (RFC 8949 section 3.3), as whole items. */
export const simple = { false: 0xf4, true: 0xf5, null: 0xf6 } as const;
