import type { EmergencyView } from '@vaiti/client';
import { Button, Dialog } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { useEmergencyChange } from './use-emergencies.ts';

/** The privacy officer's finding on an emergency that was opened. */
export function ReviewDialog({
  request,
  onClose,
}: {
  readonly request: EmergencyView | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { client } = useSession();
  const reviewing = useEmergencyChange((args: { id: string; justified: boolean }) =>
    client.reviewEmergency(args),
  );
  const close = (): void => {
    if (reviewing.isPending) return;
    reviewing.reset();
    onClose();
  };
  const find = (justified: boolean): void => {
    if (request !== undefined)
      reviewing.mutate({ id: request.id, justified }, { onSuccess: onClose });
  };
  return (
    <Dialog
      title={t('clinic.emergency.reviewTitle', { name: request?.requester ?? '' })}
      isOpen={request !== undefined}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button onPress={() => find(false)}>{t('clinic.emergency.unjustified')}</Button>
          <Button
            look="primary"
            pendingLabel={reviewing.isPending ? t('clinic.emergency.reviewing') : undefined}
            onPress={() => find(true)}
          >
            {t('clinic.emergency.justified')}
          </Button>
        </>
      }
    >
      <p className="emergency-reason">{request?.reason ?? ''}</p>
      <p>{t('clinic.emergency.reviewText')}</p>
      {reviewing.error !== null && <ProblemView error={reviewing.error} compact />}
    </Dialog>
  );
}
