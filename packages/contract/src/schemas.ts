import {
  bytesBetween,
  bytesOf,
  daySchema,
  grantSchema,
  hashSchema,
  idSchema,
  sealedEntrySchema,
  signedReadSchema,
  signedRosterEntrySchema,
  uintSchema,
  WRAP_LENGTH,
} from '@vaiti/core/blind';
import { z } from 'zod';
import { limits } from './limits.ts';

/** An OPAQUE message: unpadded base64url as the library makes it. */
const opaqueMessage = z.string().regex(/^[A-Za-z0-9_-]{1,4096}$/);
const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const vkey = z.string().min(1).max(512);

/** The sealed user seed that only the unlock key opens; the server stores it without understanding. */
const sealedSeed = bytesBetween(1, 1024);

const head = z.strictObject({ seq: uintSchema, id: hashSchema });

export const practiceReply = z.strictObject({
  practice: idSchema.nullable(),
  ledger: vkey,
  suite: uintSchema,
  time: uintSchema,
});

export const foundRequest = z.strictObject({ entry: signedRosterEntrySchema });
export const foundReply = z.strictObject({ practice: idSchema });

export const rosterQuery = z.strictObject({ from: uintSchema });
export const rosterReply = z.strictObject({
  entries: z.array(signedRosterEntrySchema).max(10_000),
  /** Grants of group seeds to the one who asks. */
  grants: z.array(grantSchema).max(1024),
});
export const rosterAppendRequest = z.strictObject({
  entry: signedRosterEntrySchema,
  /** For `group`: one grant for each holder, in the order of the entry. */
  grants: z.array(grantSchema).max(1024),
});
export const rosterAppendReply = z.strictObject({ seq: uintSchema, id: hashSchema });

/** `account` is derived from the Secret Key: 16 bytes, hexadecimal. */
const account = z.string().regex(/^[0-9a-f]{32}$/);

export const accountStartRequest = z.strictObject({ account, request: opaqueMessage });
export const accountStartReply = z.strictObject({ response: opaqueMessage });
export const accountFinishRequest = z.strictObject({
  account,
  principal: idSchema,
  record: opaqueMessage,
  sealedSeed,
});
export const emptyReply = z.strictObject({});

export const signInStartRequest = z.strictObject({ account, request: opaqueMessage });
export const signInStartReply = z.strictObject({ attempt: token, response: opaqueMessage });
export const signInFinishRequest = z.strictObject({ attempt: token, finish: opaqueMessage });
export const signInFinishReply = z.strictObject({
  token,
  principal: idSchema,
  practice: idSchema,
  sealedSeed,
  /** When the session ends at the latest, milliseconds since 1970. */
  expires: uintSchema,
});

export const filesQuery = z.strictObject({ after: idSchema.nullable() });
export const fileLine = z.strictObject({
  file: idSchema,
  head,
  epoch: uintSchema,
  /** By which principal's grant the caller may read: themselves or a role group. */
  as: idSchema,
});
export const filesReply = z.strictObject({
  files: z.array(fileLine).max(limits.files),
  more: z.boolean(),
});

export const append = z.strictObject({
  entry: sealedEntrySchema,
  /** One for each line of the entry's `access`, in its order. */
  grants: z.array(grantSchema).max(limits.grants),
  /** For `rotate`: every earlier body's key, wrapped again under the new epoch. */
  wraps: z.array(z.strictObject({ seq: uintSchema, wrap: bytesOf(WRAP_LENGTH) })).max(100_000),
});
export type Append = z.infer<typeof append>;

export const appendRequest = z.strictObject({
  appends: z.array(append).min(1).max(limits.appends),
});

const receipt = z.strictObject({
  index: uintSchema,
  salt: bytesOf(32),
  opening: bytesBetween(1, 4096),
});
export type LeafReceipt = z.infer<typeof receipt>;

export const appendOutcome = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('stored'), head, leaf: receipt }),
  /** Another entry came first: fetch from `head` and try again. */
  z.strictObject({ outcome: z.literal('moved'), head: head.nullable() }),
  z.strictObject({ outcome: z.literal('refused'), code: z.string().max(64) }),
]);
export type AppendOutcome = z.infer<typeof appendOutcome>;
export const appendReply = z.strictObject({ outcomes: z.array(appendOutcome) });

export const readRequest = z.strictObject({
  reads: z.array(signedReadSchema).min(1).max(limits.reads),
});
export const fileReply = z.strictObject({
  file: idSchema,
  head,
  epoch: uintSchema,
  entries: z.array(sealedEntrySchema).max(limits.entries),
  /** Grants of the current epoch to the principal named by `as`. */
  grants: z.array(grantSchema).max(16),
  leaf: receipt,
  more: z.boolean(),
});
export type FileReply = z.infer<typeof fileReply>;
export const readOutcome = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('released'), reply: fileReply }),
  z.strictObject({ outcome: z.literal('refused'), code: z.string().max(64) }),
]);
export type ReadOutcome = z.infer<typeof readOutcome>;
export const readReply = z.strictObject({ outcomes: z.array(readOutcome) });

export const openingsRequest = z.strictObject({ file: idSchema, from: uintSchema });
export const openingsReply = z.strictObject({
  leaves: z.array(receipt).max(1000),
  more: z.boolean(),
});

export const healthReply = z.strictObject({
  status: z.enum(['ok', 'degraded']),
  store: z.enum(['ok', 'unavailable']),
  day: daySchema,
  version: z.string(),
});
