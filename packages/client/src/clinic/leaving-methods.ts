import { z } from 'zod';

const hexId = z.string().regex(/^[0-9a-f]{32}$/);
const none = z.strictObject({});

/** Files of the practice that wait to be sealed anew, and those that nobody opens any more. */
const standingView = z.strictObject({ pending: z.number(), stranded: z.number() });

/** Methods for people who leave, and for caseloads that go to somebody else. */
export const leavingMethods = {
  /** As it is now; for administrators. */
  practiceStanding: { args: none, result: standingView },
  /** As it would be if this person left now, and how many nobody opens as it is. */
  leaving: {
    args: z.strictObject({ principal: hexId }),
    result: z.strictObject({ pending: z.number(), stranded: z.number(), already: z.number() }),
  },
  /** Takes somebody out for good. `force`: although files would be left that nobody opens. */
  leave: { args: z.strictObject({ principal: hexId, force: z.boolean() }), result: z.null() },
  /** Gives what two people have in common to a third, in every file; the number of files. */
  handOver: {
    args: z.strictObject({
      from: hexId,
      to: hexId,
      consent: z.string().trim().min(1).max(2000),
      remove: z.boolean(),
    }),
    result: z.number(),
  },
} as const;
