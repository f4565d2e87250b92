import type { EmergencyView as Emergency, MeView } from '@vaiti/client';
import { useSearch } from '@tanstack/react-router';
import { EmptyState, Spinner } from '@vaiti/ui';
import { useRef, useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { useArrival } from '../lib/use-arrival.ts';
import { useTitle } from '../lib/use-title.ts';
import { ProblemView } from '../problem/problem-view.tsx';
import { useMe } from '../session/session.tsx';
import { ApproveDialog } from './approve-dialog.tsx';
import { AskForm } from './ask-form.tsx';
import { OpenDialog } from './open-dialog.tsx';
import { type RequestAct, RequestItem } from './request-item.tsx';
import { ReviewDialog } from './review-dialog.tsx';
import { useEmergencies } from './use-emergencies.ts';

/** Roles that may ask for a file; the server's rules decide in the end. */
const askers: readonly string[] = ['therapist', 'trainee', 'centre-lead'];

/** Whether somebody's roles let them ask for a file. */
export function mayAsk({ roles }: Pick<MeView, 'roles'>): boolean {
  return roles.some(({ role }) => askers.includes(role));
}

/** Break the glass: ask for a file, decide, open, review, and see what happened to one's own. */
export function EmergencyView() {
  const { t } = useWords();
  const me = useMe();
  const { file } = useSearch({ from: '/emergency' });
  const emergencies = useEmergencies({ follow: true });
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(t('clinic.emergency.title'));
  useArrival(heading);
  return (
    <div className="emergency">
      <h1 ref={heading} tabIndex={-1}>
        {t('clinic.emergency.title')}
      </h1>
      <p className="soft">{t('clinic.emergency.intro')}</p>
      {emergencies.error !== null && (
        <ProblemView error={emergencies.error} onRetry={() => void emergencies.refetch()} />
      )}
      {emergencies.data === undefined
        ? emergencies.isFetching && <Spinner label={t('clinic.emergency.reading')} />
        : emergencies.error === null && <Requests requests={emergencies.data} />}
      {mayAsk(me) && <AskForm file={file} />}
    </div>
  );
}

/** Whether somebody waits for the person: to decide, to open, to review, to have seen it. */
export function isWaiting(request: Emergency): boolean {
  return (
    request.mayApprove ||
    request.mayReview ||
    request.unseen ||
    (request.own && request.phase === 'open')
  );
}

function Requests({ requests }: { readonly requests: readonly Emergency[] }) {
  const { t } = useWords();
  const [acting, setActing] = useState<{ act: RequestAct; id: string }>();
  const chosen = (act: RequestAct): Emergency | undefined =>
    acting?.act === act ? requests.find(({ id }) => id === acting.id) : undefined;
  const end = (): void => setActing(undefined);
  const parts = [
    { title: 'clinic.emergency.waiting', of: requests.filter(isWaiting) },
    { title: 'clinic.emergency.earlier', of: requests.filter((one) => !isWaiting(one)) },
  ] as const;
  if (requests.length === 0) return <EmptyState title={t('clinic.emergency.nothing')} />;
  return (
    <>
      {parts
        .filter(({ of }) => of.length > 0)
        .map(({ title, of }) => (
          <section key={title} className="emergency-part" aria-label={t(title)}>
            <h2>{t(title)}</h2>
            <ul>
              {of.map((request) => (
                <li key={request.id}>
                  <RequestItem
                    request={request}
                    onAct={(act) => setActing({ act, id: request.id })}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
      <ApproveDialog request={chosen('approve')} onClose={end} />
      <OpenDialog key={acting?.id ?? ''} request={chosen('open')} onClose={end} />
      <ReviewDialog request={chosen('review')} onClose={end} />
    </>
  );
}
