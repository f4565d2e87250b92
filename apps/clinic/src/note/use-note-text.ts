import { useQueryClient } from '@tanstack/react-query';
import type { TimelineItem } from '@vaiti/client';
import { useMemo } from 'react';
import { markDraft } from '../app/queries.ts';
import { useSession } from '../session/session.tsx';
import type { DraftPlace, DraftText, HeldDraft } from './draft-keeper.ts';
import { useDraft } from './use-draft.ts';

export interface NoteText {
  readonly place: DraftPlace;
  readonly held: HeldDraft | undefined;
  readonly value: DraftText;
  readonly ready: boolean;
  readonly error: Error | null;
  readonly change: (text: DraftText) => void;
}

/**
 * The text of the editor: what is typed, else the sealed draft, else the note that is amended as
 * it stands. Nothing is kept before the first change.
 */
export function useNoteText(file: string, amended: TimelineItem | undefined): NoteText {
  const { drafts } = useSession();
  const queries = useQueryClient();
  const record = amended?.record ?? null;
  const place = useMemo<DraftPlace>(() => ({ file, record }), [file, record]);
  const { held, ready, error } = useDraft(place);
  const current = amended?.versions[0];
  const value = held ?? { title: current?.title ?? '', text: current?.text ?? '', reason: '' };
  return {
    place,
    held,
    value: { title: value.title, text: value.text, reason: value.reason },
    ready,
    error,
    change: (text) => {
      if (held === undefined) markDraft(queries, file);
      drafts.change(place, text);
    },
  };
}
