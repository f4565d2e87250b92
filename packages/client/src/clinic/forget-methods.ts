import { z } from 'zod';

const hexId = z.string().regex(/^[0-9a-f]{32}$/);

/** Somebody's request to end a file, for those who decide. */
export const forgetRequestView = z.strictObject({
  id: hexId,
  file: hexId,
  requester: z.string(),
  /** The whole fingerprint of the requester's keys, in groups of four. */
  fingerprint: z.string(),
  reason: z.string(),
  /** ISO date-time until which it can be answered and used. */
  expires: z.string(),
});
export type ForgetRequestView = z.infer<typeof forgetRequestView>;

/** How far the end of a file is, for whoever holds its root. */
export const forgetStateView = z.strictObject({
  /** The file's name, which is typed before it is destroyed. */
  name: z.string(),
  /** One's own open request. */
  request: z.strictObject({ id: hexId, agreed: z.array(z.string()) }).nullable(),
});
export type ForgetStateView = z.infer<typeof forgetStateView>;

/** Methods about the end of files. */
export const forgetMethods = {
  forgetState: { args: z.strictObject({ file: hexId }), result: forgetStateView },
  /** Asks a second person; the reason says by which rule, or on what legal basis. */
  askToForget: {
    args: z.strictObject({ file: hexId, reason: z.string().trim().min(1).max(4000) }),
    result: z.null(),
  },
  /** Destroys the file for good; `until` is the last day of backups, ISO. */
  forget: {
    args: z.strictObject({ file: hexId, name: z.string().max(1000) }),
    result: z.strictObject({ until: z.string() }),
  },
  /** Requests that wait for this person's agreement. */
  forgetRequests: { args: z.strictObject({}), result: z.array(forgetRequestView) },
  decideForget: { args: z.strictObject({ id: hexId, agree: z.boolean() }), result: z.null() },
} as const;
