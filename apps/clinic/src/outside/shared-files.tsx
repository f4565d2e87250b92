import { useQuery } from '@tanstack/react-query';
import type { SharedView } from '@vaiti/client';
import { Disclosure, EmptyState, PaperIcon, Spinner } from '@vaiti/ui';
import { useRef } from 'react';
import { useWords } from '../lib/text.tsx';
import { useArrival } from '../lib/use-arrival.ts';
import { useTitle } from '../lib/use-title.ts';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';

/** What was opened to a patient or guardian, file by file, the newest first. */
export function SharedFiles() {
  const { t } = useWords();
  const { client } = useSession();
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(t('clinic.outside.title'));
  useArrival(heading);
  const shared = useQuery({
    queryKey: ['shared'],
    queryFn: () => client.shared({}),
    staleTime: 30_000,
  });
  return (
    <div className="people">
      <h1 ref={heading} tabIndex={-1}>
        {t('clinic.outside.title')}
      </h1>
      <p className="soft">{t('clinic.outside.intro')}</p>
      {shared.error !== null && (
        <ProblemView error={shared.error} onRetry={() => void shared.refetch()} />
      )}
      {shared.data === undefined && shared.isFetching && <Spinner label={t('common.loading')} />}
      {shared.error === null &&
        shared.data?.map((file) => <SharedFile key={file.file} file={file} />)}
    </div>
  );
}

function SharedFile({ file }: { readonly file: SharedView }) {
  const { t, date } = useWords();
  const id = `shared-${file.file}`;
  const { audience, items, others, patientName, practiceName } = file;
  const { since, team, therapistName, until } = file;
  return (
    <section className="people-part" aria-labelledby={id}>
      <h2 id={id}>
        {audience === 'guardian'
          ? t('clinic.outside.guardianOf', { name: patientName })
          : patientName}
      </h2>
      <p className="note-by">
        {t('clinic.outside.access', {
          therapist: therapistName,
          practice: practiceName,
          day: date(since),
        })}{' '}
        {until !== null && t('clinic.outside.until', { day: date(until) })}{' '}
        {t('clinic.outside.readers', { team, others })}
      </p>
      {items.length === 0 && (
        <EmptyState icon={<PaperIcon size={32} />} title={t('clinic.outside.nothing')} />
      )}
      <ol className="shared-items">
        {items.map((item) => (
          <li key={item.record} className="note">
            <h3>{item.title === '' ? t('clinic.outside.untitled') : item.title}</h3>
            <p className="note-by">
              {t('clinic.outside.by', { day: date(item.day), name: item.authorName })}
            </p>
            <div className="note-text">{item.text}</div>
            {item.fingerprint !== '' && (
              <Disclosure title={t('clinic.readers.fingerprint')}>
                <code className="fingerprint">{item.fingerprint}</code>
              </Disclosure>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
