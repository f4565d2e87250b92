import { z } from 'zod';
import { colleagueView } from './sharing-methods.ts';

const hexId = z.string().regex(/^[0-9a-f]{32}$/);
const noteId = { file: hexId, as: hexId, seq: z.number().int().nonnegative() };

/** A note that somebody has lent to this person. */
export const lentLine = z.strictObject({
  ...noteId,
  author: z.string(),
  /** ISO dates: when it was written, and the last day of reading. */
  day: z.string(),
  until: z.string(),
});
export type LentLine = z.infer<typeof lentLine>;

/** The note itself. */
export const lentNoteView = z.strictObject({
  line: lentLine,
  title: z.string(),
  text: z.string(),
  /** Why it was amended; null for originals. */
  reason: z.string().nullable(),
});
export type LentNoteView = z.infer<typeof lentNoteView>;

/** Methods about single notes on loan. */
export const supervisionMethods = {
  /** Who looks at this person's notes, if somebody does. */
  supervisor: { args: z.strictObject({}), result: colleagueView.nullable() },
  /** Notes to look at, the newest first. */
  lentNotes: { args: z.strictObject({}), result: z.array(lentLine) },
  lentNote: { args: z.strictObject(noteId), result: lentNoteView },
  /** Lends one note of a file whose root one holds; `until` is the last day of reading, ISO. */
  lendNote: {
    args: z.strictObject({
      file: hexId,
      seq: z.number().int().nonnegative(),
      principal: hexId,
      until: z.iso.date(),
    }),
    result: z.null(),
  },
  /** For administrators: who looks at whose notes. */
  setSupervisor: {
    args: z.strictObject({ principal: hexId, supervisor: hexId.nullable() }),
    result: z.null(),
  },
} as const;
