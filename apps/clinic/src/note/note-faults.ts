import type { TimelineItem } from '@vaiti/client';
import type { DraftText } from './draft-keeper.ts';

/** Why a note cannot be signed yet. */
export type NoteFault = 'empty' | 'unchanged' | 'reason';

/** What is missing before the note, or the amendment of `amended`, can be signed. */
export function missingIn(
  note: DraftText,
  amended: Pick<TimelineItem, 'versions'> | undefined,
): NoteFault | undefined {
  if (note.text.trim() === '') return 'empty';
  if (amended === undefined) return undefined;
  const [current] = amended.versions;
  if (current?.text === note.text && current.title === note.title) return 'unchanged';
  return note.reason.trim() === '' ? 'reason' : undefined;
}
