import { useMutation } from '@tanstack/react-query';
import type { MemberView } from '@vaiti/client';
import { Button, Dialog } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';

export interface DismissMemberDialogProps {
  readonly file: string;
  readonly member: MemberView;
  readonly onClose: () => void;
}

/** Asks once more before a patient's or guardian's access ends, and says what that cannot undo. */
export function DismissMemberDialog({ file, member, onClose }: DismissMemberDialogProps) {
  const { t } = useWords();
  const { client } = useSession();
  const { name, principal, role } = member;
  const ending = useMutation({
    mutationFn: () => client.dismissMember({ file, principal }),
    onSuccess: onClose,
  });
  return (
    <Dialog
      role="alertdialog"
      title={t('clinic.members.stopTitle', {
        name: name === '' ? t(`common.member.${role}`) : name,
      })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button
            look="danger"
            pendingLabel={ending.isPending ? t('clinic.members.stop') : undefined}
            onPress={() => ending.mutate()}
          >
            {t('clinic.members.stop')}
          </Button>
        </>
      }
    >
      <p>{t('clinic.members.stopText')}</p>
      {ending.error !== null && <ProblemView error={ending.error} compact />}
    </Dialog>
  );
}
