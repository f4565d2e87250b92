import { Navigate, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { NoteEditor } from '../note/note-editor.tsx';
import { useShortcut } from '../shell/use-shortcut.ts';
import { useFile } from './file-context.ts';
import { RecordAside } from './record-aside.tsx';
import { Timeline } from './timeline.tsx';

/** Milliseconds that a notice of success stays. */
const NOTICE = 10_000;

/** What happened, in order, and what is being written beside it. */
export function RecordView() {
  const { t } = useWords();
  const view = useFile();
  const navigate = useNavigate({ from: '/patients/$file/' });
  const { note } = useSearch({ from: '/patients/$file/' });
  const [signed, setSigned] = useState(false);
  const newest = useRef<HTMLLIElement>(null);
  const toNewest = (): void => {
    newest.current?.scrollIntoView({ block: 'start' });
    newest.current?.querySelector<HTMLElement>('h4')?.focus({ preventScroll: true });
  };
  const { file, timeline } = view;

  const write = (record: string | null): void => {
    setSigned(false);
    void navigate({ search: { note: record ?? 'new' } });
  };
  const close = (): void => void navigate({ search: {} });
  useShortcut('n', () => write(null));
  useEffect(() => {
    if (!signed) return;
    const timer = setTimeout(() => setSigned(false), NOTICE);
    return () => clearTimeout(timer);
  }, [signed]);

  if (!view.line.notes) return <Navigate to="/patients/$file/contact" params={{ file }} replace />;
  const record = note === undefined || note === 'new' ? null : note;
  const amended = timeline.find((item) => item.record === record && item.kind === 'note');
  const writing = note === 'new' || amended !== undefined;
  return (
    <div className={writing ? 'record record-writing' : 'record'}>
      <section className="record-main" aria-labelledby="record-title">
        <h2 id="record-title" className="ui-hidden">
          {t('clinic.record.title')}
        </h2>
        <p role="status" className={signed ? 'record-signed' : 'ui-hidden'}>
          {signed ? t('clinic.record.signed') : ''}
        </p>
        <Timeline view={view} onAmend={write} amending={amended?.record} newestRef={newest} />
      </section>
      {writing ? (
        <NoteEditor
          key={`${file}/${note ?? ''}`}
          file={file}
          minor={view.line.minor && view.mayShare}
          amended={amended}
          onClose={close}
          onSigned={() => {
            close();
            setSigned(true);
            // After the dialog has given the focus back to an editor that is no longer there.
            requestAnimationFrame(() => setTimeout(toNewest));
          }}
        />
      ) : (
        <RecordAside view={view} onWrite={() => write(null)} onNewest={toNewest} />
      )}
    </div>
  );
}
