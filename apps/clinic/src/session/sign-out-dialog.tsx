import { useMutation } from '@tanstack/react-query';
import { Button, Dialog } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from './session.tsx';

/** Signing out forgets the device with its drafts: asked before, since drafts exist nowhere else. */
export function SignOutDialog({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { signOut } = useSession();
  const leaving = useMutation({ mutationFn: signOut });
  return (
    <Dialog
      role="alertdialog"
      title={t('clinic.signOut.title')}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button
            look="danger"
            pendingLabel={leaving.isPending ? t('clinic.signOut.action') : undefined}
            onPress={() => leaving.mutate(undefined, { onSuccess: onClose })}
          >
            {t('clinic.signOut.action')}
          </Button>
        </>
      }
    >
      <p>{t('clinic.signOut.text')}</p>
      {leaving.error !== null && <ProblemView error={leaving.error} compact />}
    </Dialog>
  );
}
