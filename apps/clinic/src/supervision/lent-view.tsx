import type { LentLine } from '@vaiti/client';
import { Button, EmptyState, Spinner } from '@vaiti/ui';
import { useRef, useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { useArrival } from '../lib/use-arrival.ts';
import { useTitle } from '../lib/use-title.ts';
import { ProblemView } from '../problem/problem-view.tsx';
import { LentNote } from './lent-note.tsx';
import { useLentNotes } from './use-lent.ts';

/** Notes to look at: those of trainees, and others that somebody lent. */
export function LentView() {
  const { t } = useWords();
  const notes = useLentNotes();
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(t('clinic.lent.title'));
  useArrival(heading);
  return (
    <div className="people">
      <h1 ref={heading} tabIndex={-1}>
        {t('clinic.lent.title')}
      </h1>
      <p className="soft">{t('clinic.lent.intro')}</p>
      {notes.error !== null && (
        <ProblemView error={notes.error} onRetry={() => void notes.refetch()} />
      )}
      {notes.data === undefined
        ? notes.isFetching && <Spinner label={t('clinic.lent.reading')} />
        : notes.error === null && <Notes notes={notes.data} />}
    </div>
  );
}

function Notes({ notes }: { readonly notes: readonly LentLine[] }) {
  const { t, date } = useWords();
  const [shown, setShown] = useState<string>();
  if (notes.length === 0) return <EmptyState title={t('clinic.lent.nothing')} />;
  return (
    <ul>
      {notes.map((note) => {
        const key = `${note.file}/${String(note.seq)}`;
        const open = shown === key;
        const day = date(note.day);
        const about = { name: note.author, day };
        return (
          <li key={key} className="person lent">
            <div className="person-who">
              <p className="person-name">{t('clinic.lent.of', about)}</p>
              <p className="note-by">{t('clinic.readers.until', { day: date(note.until) })}</p>
            </div>
            <Button
              small
              aria-expanded={open}
              aria-label={t(open ? 'clinic.lent.closeOf' : 'clinic.lent.openOf', about)}
              onPress={() => setShown(open ? undefined : key)}
            >
              {t(open ? 'clinic.lent.close' : 'clinic.lent.open')}
            </Button>
            {open && <LentNote line={note} />}
          </li>
        );
      })}
    </ul>
  );
}
