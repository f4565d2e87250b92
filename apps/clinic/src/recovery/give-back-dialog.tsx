import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReturnedView } from '@vaiti/client';
import { Button, Dialog, Progress } from '@vaiti/ui';
import { useHanding } from '../app/queries.ts';
import { useWords } from '../lib/text.tsx';
import { Fingerprint } from '../people/fingerprint.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { returnedKey } from './use-recovery.ts';

/** Compares a colleague's new keys and gives them back the files that they had. */
export function GiveBackDialog({
  returned,
  onClose,
}: {
  readonly returned: ReturnedView;
  readonly onClose: () => void;
}) {
  const { t, date, number } = useWords();
  const { client } = useSession();
  const queries = useQueryClient();
  const handing = useHanding();
  const { by, files, fingerprint, name, principal, since } = returned;
  const giving = useMutation({
    mutationFn: () => client.giveBack({ principal, fingerprint }),
    gcTime: 0,
  });
  const close = (): void => {
    if (giving.isPending) return;
    void queries.invalidateQueries({ queryKey: returnedKey });
    onClose();
  };
  return (
    <Dialog
      title={t('clinic.recovery.title', { name })}
      isOpen
      onClose={close}
      actions={
        <>
          <Button isDisabled={giving.isPending} onPress={close}>
            {t(giving.isSuccess ? 'common.close' : 'clinic.recovery.notNow')}
          </Button>
          {!giving.isSuccess && (
            <Button
              look="primary"
              pendingLabel={giving.isPending ? t('clinic.recovery.giving') : undefined}
              onPress={() => {
                if (!giving.isPending) giving.mutate();
              }}
            >
              {t('clinic.recovery.give', { files })}
            </Button>
          )}
        </>
      }
    >
      {giving.isSuccess ? (
        <p role="status">{t('clinic.recovery.given', { name, files: giving.data })}</p>
      ) : (
        <>
          <p>{t('clinic.recovery.why', { name, day: date(since), by: by.join(', ') })}</p>
          <p>{t('clinic.recovery.how', { name })}</p>
          <Fingerprint of={fingerprint} label={t('clinic.readers.fingerprint')} />
        </>
      )}
      {giving.isPending && handing !== undefined && (
        <Progress
          label={t('clinic.recovery.giving')}
          valueLabel={t('clinic.caseload.progress', {
            done: number(handing.done),
            of: number(handing.of),
          })}
          {...handing}
        />
      )}
      {giving.error !== null && <ProblemView error={giving.error} compact />}
    </Dialog>
  );
}
