import type { PersonView } from '@vaiti/client';
import { Button, Dialog } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { Fingerprint } from './fingerprint.tsx';
import { usePeopleChange } from './use-people.ts';

/** The second administrator's word on somebody's new keys, which they compare too. */
export function ConfirmKeysDialog({
  person,
  onClose,
}: {
  readonly person: PersonView;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { client } = useSession();
  const confirming = usePeopleChange((fingerprint: string) =>
    client.confirmKeys({ principal: person.principal, fingerprint }),
  );
  const { name, waitingKeys } = person;
  return (
    <Dialog
      role="alertdialog"
      title={t('clinic.people.keysTitle', { name })}
      isOpen
      onClose={() => {
        if (!confirming.isPending) onClose();
      }}
      actions={
        <>
          <Button isDisabled={confirming.isPending} onPress={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            look="primary"
            pendingLabel={confirming.isPending ? t('clinic.invitation.confirming') : undefined}
            onPress={() => {
              if (waitingKeys !== null && !confirming.isPending)
                confirming.mutate(waitingKeys.fingerprint, { onSuccess: onClose });
            }}
          >
            {t('clinic.people.keysConfirm')}
          </Button>
        </>
      }
    >
      <p>{t('clinic.people.keysText', { name, by: waitingKeys?.by ?? '' })}</p>
      {waitingKeys !== null && (
        <Fingerprint of={waitingKeys.fingerprint} label={t('clinic.readers.fingerprint')} />
      )}
      {confirming.error !== null && <ProblemView error={confirming.error} compact />}
    </Dialog>
  );
}
