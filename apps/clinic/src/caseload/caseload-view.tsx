import { useNavigate } from '@tanstack/react-router';
import type { PatientLine } from '@vaiti/client';
import { Button, EmptyState, Progress, SearchField, Spinner } from '@vaiti/ui';
import { useRef, useState } from 'react';
import { useCaseload, useProgress } from '../app/queries.ts';
import { HandOverDialog } from '../leaving/hand-over-dialog.tsx';
import { findPatients } from '../lib/find.ts';
import { useWords } from '../lib/text.tsx';
import { useArrival } from '../lib/use-arrival.ts';
import { useTitle } from '../lib/use-title.ts';
import { problemOf } from '../problem/problem.ts';
import { ProblemView } from '../problem/problem-view.tsx';
import { LostNotice } from '../recovery/lost-notice.tsx';
import { ReturnedNotice } from '../recovery/returned-notice.tsx';
import { useShortcut } from '../shell/use-shortcut.ts';
import { LentHint } from '../supervision/lent-hint.tsx';
import { PatientList } from './patient-list.tsx';
import { RetentionPart } from './retention-part.tsx';
import { useListKeys } from './use-list-keys.ts';

/** The patients whose files this person may open. */
export function CaseloadView() {
  const { t } = useWords();
  const caseload = useCaseload();
  const heading = useRef<HTMLHeadingElement>(null);
  const [handing, setHanding] = useState(false);
  useTitle(t('clinic.caseload.title'));
  useArrival(heading);
  // After an alarm nothing doubtful stays on the screen.
  const alarm = caseload.error !== null && problemOf(caseload.error).kind === 'alarm';
  const lines = alarm ? undefined : caseload.data;
  return (
    <div className="caseload">
      <div className="caseload-head">
        <h1 ref={heading} tabIndex={-1}>
          {t('clinic.caseload.title')}
        </h1>
        {lines !== undefined && (
          <p className="soft">{t('clinic.caseload.count', { count: lines.length })}</p>
        )}
        {lines?.some(({ notes }) => notes) === true && (
          <Button small onPress={() => setHanding(true)}>
            {t('clinic.handOver.open')}
          </Button>
        )}
      </div>
      <LentHint />
      <ReturnedNotice />
      <LostNotice />
      {caseload.error !== null && (
        <ProblemView error={caseload.error} onRetry={() => void caseload.refetch()} />
      )}
      {handing && <HandOverDialog onClose={() => setHanding(false)} />}
      {lines === undefined ? (
        caseload.isFetching && !alarm && <Reading />
      ) : (
        <Patients lines={lines} />
      )}
    </div>
  );
}

/** Verifying files takes a moment the first time; it says how far it is. */
function Reading() {
  const { t, number } = useWords();
  const progress = useProgress();
  if (progress === undefined) return <Spinner label={t('clinic.caseload.reading')} />;
  const { done, of } = progress;
  return (
    <Progress
      label={t('clinic.caseload.reading')}
      valueLabel={t('clinic.caseload.progress', { done: number(done), of: number(of) })}
      done={done}
      of={of}
    />
  );
}

function Patients({ lines }: { readonly lines: readonly PatientLine[] }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = useListKeys(list, input);
  useShortcut('/', () => input.current?.focus());
  if (lines.length === 0) {
    return (
      <EmptyState title={t('clinic.caseload.empty')}>
        <p>{t('clinic.caseload.emptyHelp')}</p>
      </EmptyState>
    );
  }
  const found = findPatients(lines, query);
  const [first] = found;
  return (
    <div className="stack" onKeyDown={onKeyDown}>
      <SearchField
        label={t('clinic.caseload.search')}
        placeholder={t('clinic.caseload.searchHint')}
        clearLabel={t('clinic.caseload.searchClear')}
        value={query}
        onChange={setQuery}
        inputRef={input}
        onSubmit={() => {
          if (query !== '' && first !== undefined)
            void navigate({ to: '/patients/$file', params: { file: first.file } });
        }}
      />
      <p role="status" className={query === '' ? 'ui-hidden' : 'soft'}>
        {query === '' ? '' : t('clinic.caseload.found', { count: found.length })}
      </p>
      {found.length === 0 ? (
        <EmptyState title={t('clinic.caseload.nothing')}>
          <p>{t('clinic.caseload.nothingHelp')}</p>
          <Button onPress={() => setQuery('')}>{t('clinic.caseload.searchClear')}</Button>
        </EmptyState>
      ) : (
        <PatientList lines={found} listRef={list} />
      )}
      {query === '' && <RetentionPart lines={lines} />}
    </div>
  );
}
