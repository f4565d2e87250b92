import { z } from 'zod';
import { type Bytes, concat, utf8 } from '../bytes.ts';
import { type CborValue, decodeAs, encodeCbor } from '../cbor.ts';
import { CoreError } from '../errors.ts';
import {
  bytesBetween,
  daySchema,
  hashSchema,
  idSchema,
  signatureSchema,
  uintSchema,
} from '../fields.ts';
import { idOf } from '../ids.ts';
import { labelledHash, sha256 } from '../suite/hash.ts';
import { checkSuite, labels } from '../suite/suite.ts';
import { verify } from '../suite/verify.ts';

/**
 * How a person gets at their seed: `password` with the Secret Key, `device` with the password on a
 * device that remembers them, `passkey`, and the words of a `paper` key.
 */
export const wayKinds = ['password', 'device', 'passkey', 'paper'] as const;
export type WayKind = (typeof wayKinds)[number];

/** Ways that one person may have at once. */
export const MAX_WAYS = 32;

/**
 * One way to sign in. `digest` is the SHA-256 of the sealed seed that the server keeps for it, so
 * that no other can be served in its place; `label` is sealed to the person (empty: none).
 */
export const waySchema = z.strictObject({
  id: idSchema,
  kind: z.enum(wayKinds),
  digest: hashSchema,
  day: daySchema,
  label: bytesBetween(0, 1024),
});
export type Way = z.infer<typeof waySchema>;

/**
 * All ways of one person, numbered from 1 and chained: `prev` is the id of the list before, zeros at
 * 1. No way comes twice, and one of them is a password: data must not hang on a passkey alone.
 */
export const wayListSchema = z
  .strictObject({
    suite: uintSchema,
    practice: idSchema,
    principal: idSchema,
    counter: uintSchema.min(1),
    prev: hashSchema,
    day: daySchema,
    ways: z.array(waySchema).min(1).max(MAX_WAYS),
  })
  .refine(({ ways }) => new Set(ways.map(({ id }) => idOf(id))).size === ways.length)
  .refine(({ ways }) => ways.some(({ kind }) => kind === 'password'));
export type WayList = z.infer<typeof wayListSchema>;

/** A list as it travels. */
export const signedWaysSchema = z.strictObject({
  list: bytesBetween(1, 64 * 1024),
  signature: signatureSchema,
});
export type SignedWays = z.infer<typeof signedWaysSchema>;

/** Deterministic bytes of a list. */
export function encodeWays(list: WayList): Bytes {
  return encodeCbor(list satisfies CborValue);
}

/** What the person signs. */
export function waysMessage(list: Uint8Array): Bytes {
  return concat(utf8(labels.ways), sha256(list));
}

/** The id by which the next list names this one, 32 bytes. */
export function waysId({ list, signature }: SignedWays): Bytes {
  return labelledHash(labels.waysId, sha256(list), signature);
}

/** Throws `cbor-invalid`, `schema-invalid`, `suite-unknown` or `suite-downgraded`. */
export function decodeWays(bytes: Uint8Array): WayList {
  const list = decodeAs(wayListSchema, bytes);
  checkSuite(list.suite);
  return list;
}

/** The list, if the person's key (Ed25519) signed it. Throws as `decodeWays` or `signature-invalid`. */
export async function verifyWays(signed: SignedWays, key: Uint8Array): Promise<WayList> {
  if (!(await verify(key, waysMessage(signed.list), signed.signature)))
    throw new CoreError('signature-invalid', 'ways to sign in');
  return decodeWays(signed.list);
}
