import { z } from 'zod';
import type { Bytes } from '../bytes.ts';
import { type CborValue, decodeAs, encodeCbor } from '../cbor.ts';
import { daySchema, hashSchema, idSchema, uintSchema } from '../fields.ts';
import { checkSuite } from '../suite/suite.ts';
import { signedApprovalSchema } from '../statement/approval.ts';
import { accessSchema, compartments } from './access.ts';
import { memberSchema } from './member.ts';
import { MAX_OFFICERS, splitSchema } from './split.ts';

/**
 * `open` begins a file and names its first readers, `entry` adds content, `share` adds readers or the
 * split of the epoch's root key, `rotate` begins a new epoch with a whole new list of readers,
 * `emergency` lets its author in by the approvals of a quorum, `forget` ends the file.
 */
export const entryKinds = ['open', 'entry', 'share', 'rotate', 'emergency', 'forget'] as const;
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
  /** How the epoch's root key is split among officers: `open`, `share`, `rotate`. */
  split: splitSchema.exactOptional(),
  /** People outside the roster whom `open` or `share` lets in. */
  members: z.array(memberSchema).min(1).max(8).exactOptional(),
  /** Who agreed: `emergency`, `forget`. */
  approvals: z.array(signedApprovalSchema).min(1).max(MAX_OFFICERS).exactOptional(),
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
