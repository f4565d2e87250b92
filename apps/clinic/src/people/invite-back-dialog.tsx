import { useQuery } from '@tanstack/react-query';
import type { PersonView } from '@vaiti/client';
import { Button, Dialog } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { usePeopleChange } from './use-people.ts';

/** Before somebody who lost everything is invited to make new keys: what will happen. */
export function InviteBackDialog({
  person,
  onClose,
  onInvited,
}: {
  readonly person: PersonView;
  readonly onClose: () => void;
  readonly onInvited: (invitation: string) => void;
}) {
  const { t } = useWords();
  const { client } = useSession();
  const inviting = usePeopleChange((principal: string) => client.inviteBack({ principal }));
  const { name, principal } = person;
  // Old keys end as those of somebody who leaves: what nobody else holds stays closed.
  const without = useQuery({
    queryKey: ['leaving', principal],
    queryFn: () => client.leaving({ principal }),
    gcTime: 0,
  });
  const lost = without.data === undefined ? 0 : without.data.stranded - without.data.already;
  return (
    <Dialog
      title={t('clinic.people.backTitle', { name })}
      isOpen
      onClose={() => {
        if (!inviting.isPending) onClose();
      }}
      actions={
        <>
          <Button isDisabled={inviting.isPending} onPress={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            look="primary"
            pendingLabel={inviting.isPending ? t('clinic.invite.pending') : undefined}
            onPress={() => {
              if (!inviting.isPending)
                inviting.mutate(principal, { onSuccess: ({ id }) => onInvited(id) });
            }}
          >
            {t('clinic.people.backInvite')}
          </Button>
        </>
      }
    >
      <p>{t('clinic.people.backFirst', { name })}</p>
      <p>{t('clinic.people.backThen', { name })}</p>
      {lost > 0 && <p className="person-waits">{t('clinic.people.backAlone', { files: lost })}</p>}
      {inviting.error !== null && <ProblemView error={inviting.error} compact />}
    </Dialog>
  );
}
