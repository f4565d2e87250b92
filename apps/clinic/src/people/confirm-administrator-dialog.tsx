import type { PersonView } from '@vaiti/client';
import { Button, Dialog } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { Fingerprint } from './fingerprint.tsx';
import { usePeopleChange } from './use-people.ts';

/** The second administrator's word on one whom another appointed. */
export function ConfirmAdministratorDialog({
  person,
  onClose,
}: {
  readonly person: PersonView | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { client } = useSession();
  const confirming = usePeopleChange((entry: string) => client.confirmAdministrator({ entry }));
  const close = (): void => {
    if (confirming.isPending) return;
    confirming.reset();
    onClose();
  };
  const entry = person?.unconfirmed?.entry;
  return (
    <Dialog
      role="alertdialog"
      title={t('clinic.people.confirmTitle', { name: person?.name ?? '' })}
      isOpen={person !== undefined}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            pendingLabel={confirming.isPending ? t('clinic.invitation.confirming') : undefined}
            onPress={() => {
              if (entry !== undefined) confirming.mutate(entry, { onSuccess: onClose });
            }}
          >
            {t('clinic.people.confirm')}
          </Button>
        </>
      }
    >
      <p>{t('clinic.people.confirmText', { name: person?.unconfirmed?.by ?? '' })}</p>
      {person !== undefined && (
        <Fingerprint of={person.fingerprint} label={t('clinic.readers.fingerprint')} />
      )}
      {confirming.error !== null && <ProblemView error={confirming.error} compact />}
    </Dialog>
  );
}
