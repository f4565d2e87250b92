import { z } from 'zod';

const hexId = z.string().regex(/^[0-9a-f]{32}$/);

/** Whom a file can be shared with. */
export const colleagueView = z.strictObject({ principal: hexId, name: z.string() });
export type ColleagueView = z.infer<typeof colleagueView>;

/** What of a file a colleague may be given. */
const sharedScopes = ['root', 'contact'] as const;

/** Methods about who reads a file; all but `colleagues` need its root. */
export const sharingMethods = {
  /** Everybody active but oneself, by name. */
  colleagues: { args: z.strictObject({}), result: z.array(colleagueView) },
  /** `until`: ISO date of the last day of reading; null without an end. */
  share: {
    args: z.strictObject({
      file: hexId,
      principal: hexId,
      scope: z.enum(sharedScopes),
      until: z.iso.date().nullable(),
    }),
    result: z.null(),
  },
  stopSharing: { args: z.strictObject({ file: hexId, principal: hexId }), result: z.null() },
} as const;
