import { z } from 'zod';
import type { Bytes } from '../bytes.ts';
import { type CborValue, decodeAs, encodeCbor } from '../cbor.ts';
import { daySchema, hashSchema, idSchema, uintSchema } from '../fields.ts';
import { checkSuite } from '../suite/suite.ts';
import { accessSchema, compartments } from './access.ts';

/**
 * `open` begins a file and names its first readers, `entry` adds content, `share` adds readers,
 * `rotate` begins a new epoch with a whole new list of readers.
 */
export const entryKinds = ['open', 'entry', 'share', 'rotate'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** The largest body in bytes before encryption, padding included. */
export const MAX_BODY = 8 * 1024 * 1024;

/** What the server and every reader see of an entry. PROTOCOL section 4. */
export const headerSchema = z.strictObject({
  suite: uintSchema,
  practice: idSchema,
  file: idSchema,
  seq: uintSchema,
  prev: hashSchema,
  kind: z.enum(entryKinds),
  compartment: z.enum(compartments),
  record: idSchema,
  version: uintSchema,
  author: idSchema,
  generation: uintSchema,
  /** Whose grant entitles the author: themselves or a role group they hold. */
  as: idSchema,
  epoch: uintSchema,
  /** Number of the newest roster entry that the author knew; absent in entries from before it. */
  roster: uintSchema.exactOptional(),
  day: daySchema,
  length: uintSchema.max(MAX_BODY),
  access: z.array(accessSchema).max(512),
});
export type Header = z.infer<typeof headerSchema>;

/** The header's bytes, which are the context of the body's encryption. */
export function encodeHeader(header: Header): Bytes {
  return encodeCbor(header satisfies CborValue);
}

/** Throws `cbor-invalid`, `schema-invalid` or `suite-unknown`. */
export function decodeHeader(bytes: Uint8Array): Header {
  const header = decodeAs(headerSchema, bytes);
  checkSuite(header.suite);
  return header;
}
