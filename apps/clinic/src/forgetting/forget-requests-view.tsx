import type { ForgetRequestView } from '@vaiti/client';
import { Button, Dialog, EmptyState, Spinner } from '@vaiti/ui';
import { useRef, useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { useArrival } from '../lib/use-arrival.ts';
import { useTitle } from '../lib/use-title.ts';
import { Fingerprint } from '../people/fingerprint.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { useForgetChange, useForgetRequests } from './use-forgetting.ts';

/** Requests to end files, for those who may agree: privacy officers and administrators. */
export function ForgetRequestsView() {
  const { t } = useWords();
  const requests = useForgetRequests();
  const heading = useRef<HTMLHeadingElement>(null);
  const [deciding, setDeciding] = useState<ForgetRequestView>();
  useTitle(t('clinic.forget.requests'));
  useArrival(heading);
  const found = requests.error === null ? requests.data : undefined;
  return (
    <div className="people">
      <h1 ref={heading} tabIndex={-1}>
        {t('clinic.forget.requests')}
      </h1>
      <p className="soft">{t('clinic.forget.requestsIntro')}</p>
      {requests.error !== null && (
        <ProblemView error={requests.error} onRetry={() => void requests.refetch()} />
      )}
      {requests.data === undefined && requests.isFetching && (
        <Spinner label={t('clinic.forget.reading')} />
      )}
      {found?.length === 0 && <EmptyState title={t('clinic.forget.none')} />}
      <ul>
        {found?.map((request) => (
          <li key={request.id} className="person">
            <Request request={request} onDecide={() => setDeciding(request)} />
          </li>
        ))}
      </ul>
      <DecideDialog request={deciding} onClose={() => setDeciding(undefined)} />
    </div>
  );
}

function Request({
  request,
  onDecide,
}: {
  readonly request: ForgetRequestView;
  readonly onDecide: () => void;
}) {
  const { t, date } = useWords();
  const { expires, file, requester } = request;
  return (
    <>
      <div className="person-who">
        <p className="person-name">{requester}</p>
        <p className="note-by">
          {t('clinic.forget.which', { file: file.slice(0, 8), day: date(expires) })}
        </p>
      </div>
      <Button small onPress={onDecide} aria-label={t('clinic.forget.lookOf', { name: requester })}>
        {t('clinic.forget.look')}
      </Button>
    </>
  );
}

function DecideDialog({
  request,
  onClose,
}: {
  readonly request: ForgetRequestView | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { client } = useSession();
  const deciding = useForgetChange((args: Parameters<typeof client.decideForget>[0]) =>
    client.decideForget(args),
  );
  const close = (): void => {
    if (deciding.isPending) return;
    deciding.reset();
    onClose();
  };
  const decide = (agree: boolean): void => {
    if (request !== undefined) deciding.mutate({ id: request.id, agree }, { onSuccess: onClose });
  };
  return (
    <Dialog
      role="alertdialog"
      title={t('clinic.forget.decideTitle', { name: request?.requester ?? '' })}
      isOpen={request !== undefined}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button onPress={() => decide(false)}>{t('clinic.forget.decline')}</Button>
          <Button
            look="danger"
            pendingLabel={deciding.isPending ? t('clinic.forget.agree') : undefined}
            onPress={() => decide(true)}
          >
            {t('clinic.forget.agree')}
          </Button>
        </>
      }
    >
      <p className="note-text">{request?.reason ?? ''}</p>
      <p>{t('clinic.forget.decideText')}</p>
      {request !== undefined && (
        <Fingerprint of={request.fingerprint} label={t('clinic.readers.fingerprint')} />
      )}
      {deciding.error !== null && <ProblemView error={deciding.error} compact />}
    </Dialog>
  );
}
