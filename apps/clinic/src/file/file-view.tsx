import { Link, Outlet, useParams } from '@tanstack/react-router';
import { BackIcon, Banner, Button, OfflineIcon, Spinner } from '@vaiti/ui';
import { useEffect } from 'react';
import { usePatientFile } from '../app/queries.ts';
import { rememberOpened } from '../caseload/last-opened.ts';
import { useWords } from '../lib/text.tsx';
import { useTitle } from '../lib/use-title.ts';
import { ProblemView } from '../problem/problem-view.tsx';
import { EmergencyReading } from './emergency-reading.tsx';
import { FileContext } from './file-context.ts';
import { FileHead } from './file-head.tsx';

/** One patient's file: who it is, and the parts of the file below. */
export function FileView() {
  const { t } = useWords();
  const { file } = useParams({ from: '/patients/$file' });
  const patient = usePatientFile(file);
  useTitle(t('clinic.file.title'));
  useEffect(() => () => rememberOpened(file), [file]);
  const view = patient.data;
  // A refusal hides what was read before: after an alarm nothing doubtful stays on the screen.
  const shown = patient.error === null ? view : undefined;
  return (
    <div className="file">
      <Link to="/" className="file-back">
        <BackIcon size={18} />
        {t('clinic.caseload.back')}
      </Link>
      {patient.error !== null && (
        <>
          <h1 className="ui-hidden">{t('clinic.file.title')}</h1>
          <ProblemView error={patient.error} onRetry={() => void patient.refetch()} />
        </>
      )}
      {view === undefined && patient.isFetching && <Spinner label={t('clinic.file.opening')} />}
      {shown !== undefined && (
        <FileContext value={shown}>
          {shown.offline && (
            <Banner
              tone="warn"
              icon={<OfflineIcon />}
              role="status"
              action={
                <Button small look="quiet" onPress={() => void patient.refetch()}>
                  {t('common.retry')}
                </Button>
              }
            >
              {t('clinic.file.offline')}
            </Banner>
          )}
          {shown.emergency !== null && (
            <EmergencyReading file={shown.file} until={shown.emergency} />
          )}
          <FileHead view={shown} />
          <Outlet />
        </FileContext>
      )}
    </div>
  );
}
