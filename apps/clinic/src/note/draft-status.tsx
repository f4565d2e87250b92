import { useWords } from '../lib/text.tsx';
import type { HeldDraft } from './draft-keeper.ts';

/** Where the text is now. Shown, not announced: a screen reader would be told at every pause. */
export function DraftStatus({
  held,
  isAmendment,
}: {
  readonly held: HeldDraft | undefined;
  readonly isAmendment: boolean;
}) {
  const { t, time } = useWords();
  const words = (): string => {
    if (held === undefined) return t(isAmendment ? 'clinic.draft.unchanged' : 'clinic.draft.none');
    switch (held.state) {
      case 'waiting':
      case 'saving':
        return t('clinic.draft.saving');
      case 'failed':
        return t('clinic.draft.failed');
      case 'saved':
        return t('clinic.draft.saved', { time: time(held.savedAt ?? '') ?? '' });
    }
  };
  return <p className="draft-status">{words()}</p>;
}
