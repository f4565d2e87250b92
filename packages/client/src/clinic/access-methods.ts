import { wayKinds } from '@vaiti/core';
import { z } from 'zod';

const hexId = z.string().regex(/^[0-9a-f]{32}$/);
const password = z.string().max(1000);
const newPassword = z.string().min(10).max(1000);
const none = z.strictObject({});
const nothing = z.null();
const bytes = z.instanceof(Uint8Array<ArrayBuffer>);
const prf = bytes.refine((value) => value.length === 32);

/** A way to sign in, as this person's own signed list has it. */
export const wayLine = z.strictObject({
  id: hexId,
  kind: z.enum(wayKinds),
  name: z.string(),
  /** A paper key in sheets. */
  sheets: z.boolean(),
  /** ISO date. */
  added: z.string(),
  /** ISO date-time of its last use, as the server says; null for never. */
  used: z.string().nullable(),
  current: z.boolean(),
  /** Id of a passkey's credential. */
  credential: bytes.nullable(),
});
export type WayLine = z.infer<typeof wayLine>;

export const sessionLine = z.strictObject({
  id: hexId,
  /** How it began; null for one of before that was known. */
  way: z.strictObject({ kind: z.enum(wayKinds), name: z.string() }).nullable(),
  /** ISO date-times. */
  began: z.string(),
  used: z.string(),
  current: z.boolean(),
});
export type SessionLine = z.infer<typeof sessionLine>;

/** Ways to sign in, devices and sessions of whoever is signed in. */
export const accessMethods = {
  access: {
    args: none,
    result: z.strictObject({ ways: z.array(wayLine), sessions: z.array(sessionLine) }),
  },
  /** Other sessions end and other devices are forgotten. */
  changePassword: {
    args: z.strictObject({ current: password, password: newPassword }),
    result: nothing,
  },
  /** A new Secret Key under the same password; the old one stops at once. */
  newSecretKey: {
    args: z.strictObject({ current: password }),
    result: z.strictObject({ secretKey: z.string() }),
  },
  /** Words for a new paper key, and which of them (from 0) will be asked for. Not valid yet. */
  newPaperKey: {
    args: none,
    result: z.strictObject({ words: z.array(z.string()), ask: z.array(z.number()) }),
  },
  /** Makes the paper key valid, once its words were copied right. */
  keepPaperKey: {
    args: z.strictObject({ answers: z.array(z.string().max(100)) }),
    result: nothing,
  },
  /** `prf` is what the passkey's PRF extension gives for our salt. */
  addPasskey: {
    args: z.strictObject({ prf, credential: bytes, name: z.string().max(100) }),
    result: nothing,
  },
  removeWay: { args: z.strictObject({ id: hexId }), result: nothing },
  /** One session, or with null all others. */
  endSession: { args: z.strictObject({ id: hexId.nullable() }), result: z.number() },
  /** New password and Secret Key by the words of the paper key. Nobody is signed in by this. */
  recoverByPaper: {
    args: z.strictObject({ words: z.string().max(1000), password: newPassword }),
    result: z.strictObject({ secretKey: z.string() }),
  },
} as const;
