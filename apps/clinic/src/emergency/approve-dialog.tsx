import type { EmergencyView } from '@vaiti/client';
import { Button, Dialog } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import { Fingerprint } from '../people/fingerprint.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { useEmergencyChange } from './use-emergencies.ts';

/** An officer's decision on a request. */
export function ApproveDialog({
  request,
  onClose,
}: {
  readonly request: EmergencyView | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { client } = useSession();
  const answering = useEmergencyChange(({ id, agree }: { id: string; agree: boolean }) =>
    agree ? client.approveEmergency({ id }) : client.declineEmergency({ id }),
  );
  const close = (): void => {
    if (answering.isPending) return;
    answering.reset();
    onClose();
  };
  const answer = (agree: boolean): void => {
    if (request !== undefined) answering.mutate({ id: request.id, agree }, { onSuccess: onClose });
  };
  return (
    <Dialog
      role="alertdialog"
      title={t('clinic.emergency.decideTitle', { name: request?.requester ?? '' })}
      isOpen={request !== undefined}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button onPress={() => answer(false)}>{t('clinic.emergency.decline')}</Button>
          <Button
            look="primary"
            pendingLabel={answering.isPending ? t('clinic.emergency.approving') : undefined}
            onPress={() => answer(true)}
          >
            {t('clinic.emergency.approve')}
          </Button>
        </>
      }
    >
      <p className="emergency-reason">{request?.reason ?? ''}</p>
      <p>{t('clinic.emergency.decideText')}</p>
      {request?.team === true && <p>{t('clinic.emergency.team')}</p>}
      {request !== undefined && (
        <Fingerprint of={request.fingerprint} label={t('clinic.readers.fingerprint')} />
      )}
      {answering.error !== null && <ProblemView error={answering.error} compact />}
    </Dialog>
  );
}
