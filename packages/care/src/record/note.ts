import { z } from 'zod';
import { careLimits } from '../limits.ts';
import {
  bytesUpTo,
  dateTimeSchema,
  hexIdSchema,
  lineSchema,
  remarkSchema,
  textOf,
} from './fields.ts';
import { restoreSource, sourceSchema } from './source.ts';

/**
 * A signed note. Compartment `clinical`. An amendment is a higher version of the same record (the
 * entry's header has the numbers) with the reason in `amends`; the original stays.
 *
 * `sourceText` holds the imported bytes where they are not the UTF-8 of `text` (another charset, or
 * broken): `noteBytes` gives the bytes either way. `language` is a BCP 47 tag.
 */
export const noteSchema = z.strictObject({
  type: z.literal('note'),
  title: lineSchema,
  format: z.literal('text/plain'),
  text: textOf(careLimits.noteText),
  visit: hexIdSchema.nullable(),
  language: z.string().max(35).nullable(),
  template: lineSchema.nullable(),
  status: z.literal('signed'),
  authoredOn: dateTimeSchema.nullable(),
  authorName: lineSchema.nullable(),
  amends: remarkSchema.nullable(),
  source: sourceSchema.nullable(),
  sourceText: bytesUpTo(careLimits.data).nullable(),
});
export type Note = z.infer<typeof noteSchema>;

/**
 * A note being written. Sealed on the writer's device only, never appended to the file, destroyed
 * when the note is signed (DOMAIN section 2: jottings do not outlive the entry).
 */
export const draftSchema = z.strictObject({
  type: z.literal('draft'),
  title: lineSchema,
  text: textOf(careLimits.noteText),
  updatedAt: dateTimeSchema,
  visit: hexIdSchema.nullable(),
});
export type Draft = z.infer<typeof draftSchema>;

/** The note's text as bytes: as imported, or UTF-8. */
export function noteBytes(note: Note): Uint8Array {
  return note.sourceText ?? new TextEncoder().encode(note.text);
}

/** The imported resource of this very version as it came, or null for a note of our own. */
export function noteSource(note: Note): string | null {
  return note.source === null ? null : restoreSource(note.source, noteBytes(note));
}
