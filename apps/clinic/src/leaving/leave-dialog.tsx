import { useQuery } from '@tanstack/react-query';
import type { PersonView } from '@vaiti/client';
import { Button, Checkbox, Dialog, Spinner } from '@vaiti/ui';
import { useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { usePeopleChange } from '../people/use-people.ts';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';

/** Milliseconds between two looks at what still waits. */
const EVERY = 3000;

/** Takes somebody out of the practice: what follows, what cannot be undone, and how far it is. */
export function LeaveDialog({
  person,
  onClose,
}: {
  readonly person: PersonView;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { client } = useSession();
  const [force, setForce] = useState(false);
  const { name, principal } = person;
  const before = useQuery({
    queryKey: ['leaving', principal],
    queryFn: () => client.leaving({ principal }),
    gcTime: 0,
  });
  const leaving = usePeopleChange(() => client.leave({ principal, force }));
  const lost = before.data === undefined ? 0 : before.data.stranded - before.data.already;
  const ready = before.data !== undefined && (lost <= 0 || force);
  return (
    <Dialog
      role="alertdialog"
      title={t('clinic.leaving.title', { name })}
      isOpen
      onClose={() => {
        if (!leaving.isPending) onClose();
      }}
      actions={
        <>
          <Button isDisabled={leaving.isPending} onPress={onClose}>
            {t(leaving.isSuccess ? 'common.close' : 'common.cancel')}
          </Button>
          {!leaving.isSuccess && (
            <Button
              look="danger"
              isDisabled={!ready}
              pendingLabel={leaving.isPending ? t('clinic.leaving.working') : undefined}
              onPress={() => {
                if (ready && !leaving.isPending) leaving.mutate(undefined);
              }}
            >
              {t('clinic.leaving.do', { name })}
            </Button>
          )}
        </>
      }
    >
      {before.isPending && <Spinner label={t('common.loading')} />}
      {leaving.isSuccess && <StillWaiting name={name} />}
      {!leaving.isSuccess && before.data !== undefined && (
        <>
          <p>{t('clinic.leaving.files', { name, files: before.data.pending })}</p>
          <p>
            <strong>{t('clinic.leaving.undone')}</strong>
          </p>
          {lost > 0 && (
            <>
              <p className="person-waits">{t('clinic.leaving.alone', { name, files: lost })}</p>
              <Checkbox isSelected={force} onChange={setForce}>
                {t('clinic.leaving.force', { files: lost })}
              </Checkbox>
            </>
          )}
        </>
      )}
      {before.error !== null && <ProblemView error={before.error} compact />}
      {leaving.error !== null && <ProblemView error={leaving.error} compact />}
    </Dialog>
  );
}

/** How many files still wait for somebody who holds them; looked at again until none does. */
function StillWaiting({ name }: { readonly name: string }) {
  const { t } = useWords();
  const { client } = useSession();
  const standing = useQuery({
    queryKey: ['practice-standing'],
    queryFn: () => client.practiceStanding({}),
    refetchInterval: ({ state }) => (state.data?.pending === 0 ? false : EVERY),
    gcTime: 0,
  });
  const pending = standing.data?.pending ?? 0;
  return (
    <div role="status">
      <p>{t('clinic.leaving.done', { name })}</p>
      {standing.data !== undefined && (
        <p>{t('clinic.leaving.waiting', { files: pending, lost: standing.data.stranded })}</p>
      )}
    </div>
  );
}
