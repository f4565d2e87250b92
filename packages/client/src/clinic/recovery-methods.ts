import { z } from 'zod';
import { invitationView } from './people-methods.ts';

const hexId = z.string().regex(/^[0-9a-f]{32}$/);
const none = z.strictObject({});
const fingerprint = z.string().max(100);

/** A colleague with new keys, and how many files of one's own they had before. */
export const returnedView = z.strictObject({
  principal: hexId,
  name: z.string(),
  /** The whole fingerprint of the new keys, in groups of four. */
  fingerprint: z.string(),
  /** ISO date since when they count, and the administrators who entered and confirmed them. */
  since: z.string(),
  by: z.array(z.string()),
  files: z.number(),
});
export type ReturnedView = z.infer<typeof returnedView>;

/** What has not come back to somebody with new keys. */
const lostView = z.strictObject({
  /** Files that colleagues can give back, and who those are. */
  waiting: z.number(),
  holders: z.array(z.string()),
  /** Files that nobody else opens. */
  alone: z.number(),
});

/** Methods about people who lost their keys and come back. */
export const recoveryMethods = {
  /** Invites somebody of the practice to make new keys; for administrators. */
  inviteBack: { args: z.strictObject({ principal: hexId }), result: invitationView },
  /** The second administrator's word on new keys, which they have compared. */
  confirmKeys: { args: z.strictObject({ principal: hexId, fingerprint }), result: z.null() },
  returned: { args: none, result: z.array(returnedView) },
  /** Gives the files back to exactly these keys; the number of files. */
  giveBack: { args: z.strictObject({ principal: hexId, fingerprint }), result: z.number() },
  lost: { args: none, result: lostView },
} as const;
