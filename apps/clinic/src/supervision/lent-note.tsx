import type { LentLine } from '@vaiti/client';
import { Spinner } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useLentNote } from './use-lent.ts';

/** One note, opened alone: nothing else of the file is known here. */
export function LentNote({ line }: { readonly line: LentLine }) {
  const { t } = useWords();
  const note = useLentNote(line);
  if (note.error !== null) return <ProblemView error={note.error} compact />;
  if (note.data === undefined) return <Spinner label={t('clinic.lent.opening')} />;
  const { reason, text, title } = note.data;
  return (
    <article className="note lent-note">
      <header className="note-head">
        <h2>{title === '' ? t('clinic.note.untitled') : title}</h2>
      </header>
      {reason !== null && reason !== '' && (
        <p className="note-reason">{t('clinic.note.because', { reason })}</p>
      )}
      <div className="note-text">{text}</div>
    </article>
  );
}
