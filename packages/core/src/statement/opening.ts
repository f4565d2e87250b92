import { z } from 'zod';
import type { Bytes } from '../bytes.ts';
import { type CborValue, decodeAs, encodeCbor } from '../cbor.ts';
import { bytesBetween, hashSchema, idSchema, signatureSchema, uintSchema } from '../fields.ts';

const counted = { file: idSchema, counter: uintSchema, time: uintSchema };

/**
 * What a ledger leaf commits to. The log holds only the salted commitment; the opening goes to those
 * who may know. `counter` counts the leaves of one file from 1 without gaps; time in milliseconds.
 */
export const openingSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('read'),
    ...counted,
    statement: bytesBetween(1, 1024),
    signature: signatureSchema,
  }),
  z.strictObject({
    kind: z.literal('append'),
    ...counted,
    seq: uintSchema,
    entry: hashSchema,
    author: idSchema,
  }),
  /** Somebody asks for what takes the agreement of others; who agreed; what was said of it. */
  z.strictObject({
    kind: z.literal('request'),
    ...counted,
    request: bytesBetween(1, 512),
    signature: signatureSchema,
  }),
  z.strictObject({
    kind: z.literal('approval'),
    ...counted,
    approval: bytesBetween(1, 512),
    signature: signatureSchema,
  }),
  z.strictObject({
    kind: z.literal('verdict'),
    ...counted,
    verdict: bytesBetween(1, 512),
    signature: signatureSchema,
  }),
  z.strictObject({
    kind: z.literal('roster'),
    seq: uintSchema,
    entry: hashSchema,
    time: uintSchema,
  }),
]);
export type LeafOpening = z.infer<typeof openingSchema>;

/** Deterministic bytes of an opening. */
export function encodeOpening(opening: LeafOpening): Bytes {
  return encodeCbor(opening satisfies CborValue);
}

/** Throws `cbor-invalid` or `schema-invalid`. */
export function decodeOpening(bytes: Uint8Array): LeafOpening {
  return decodeAs(openingSchema, bytes);
}
