import { useNavigate } from '@tanstack/react-router';
import type { EmergencyView } from '@vaiti/client';
import { Button, Dialog, TextArea } from '@vaiti/ui';
import { useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { useEmergencyChange } from './use-emergencies.ts';

/** Opens the file of one's own request, and says what patient and care team are told. */
export function OpenDialog({
  request,
  onClose,
}: {
  readonly request: EmergencyView | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { client } = useSession();
  const navigate = useNavigate();
  const [told, setTold] = useState('');
  const [tried, setTried] = useState(false);
  const opening = useEmergencyChange((args: { id: string; told: string }) =>
    client.openEmergency(args),
  );
  const missing = told.trim() === '';
  const close = (): void => {
    if (opening.isPending) return;
    opening.reset();
    onClose();
  };
  const open = (): void => {
    setTried(true);
    if (missing || request === undefined || opening.isPending) return;
    const { file, id } = request;
    opening.mutate(
      { id, told },
      {
        onSuccess: () => {
          onClose();
          void navigate({ to: '/patients/$file', params: { file } });
        },
      },
    );
  };
  return (
    <Dialog
      title={t('clinic.emergency.openTitle')}
      isOpen={request !== undefined}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            pendingLabel={opening.isPending ? t('clinic.emergency.opening') : undefined}
            onPress={open}
          >
            {t('clinic.emergency.open')}
          </Button>
        </>
      }
    >
      <p>{t('clinic.emergency.openText')}</p>
      <TextArea
        label={t('clinic.emergency.told')}
        description={t('clinic.emergency.toldHelp')}
        value={told}
        onChange={setTold}
        maxLength={4000}
        error={tried && missing ? t('clinic.emergency.toldMissing') : undefined}
      />
      {opening.error !== null && <ProblemView error={opening.error} compact />}
    </Dialog>
  );
}
