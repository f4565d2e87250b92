import type { PersonView } from '@vaiti/client';
import { Button, Dialog, Select } from '@vaiti/ui';
import { useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { usePeopleChange } from '../people/use-people.ts';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';

export interface SupervisorDialogProps {
  /** Whose supervisor; undefined while the dialog is closed. */
  readonly person: PersonView | undefined;
  readonly people: readonly PersonView[];
  readonly onClose: () => void;
}

/** Who looks at the notes of a trainee, entered by an administrator. */
export function SupervisorDialog({ person, people, onClose }: SupervisorDialogProps) {
  const { t } = useWords();
  const { client } = useSession();
  const [chosen, setChosen] = useState<string>();
  const changing = usePeopleChange((args: Parameters<typeof client.setSupervisor>[0]) =>
    client.setSupervisor(args),
  );
  const value = chosen ?? person?.supervisor ?? '';
  const others = people.filter((one) => !one.retired && one.principal !== person?.principal);
  const close = (): void => {
    if (changing.isPending) return;
    setChosen(undefined);
    changing.reset();
    onClose();
  };
  const save = (): void => {
    if (person === undefined || changing.isPending) return;
    const supervisor = value === '' ? null : value;
    changing.mutate({ principal: person.principal, supervisor }, { onSuccess: close });
  };
  return (
    <Dialog
      title={t('clinic.supervisor.title', { name: person?.name ?? '' })}
      isOpen={person !== undefined}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            pendingLabel={changing.isPending ? t('clinic.supervisor.save') : undefined}
            onPress={save}
          >
            {t('clinic.supervisor.save')}
          </Button>
        </>
      }
    >
      <p>{t('clinic.supervisor.text')}</p>
      <Select
        label={t('clinic.supervisor.who')}
        value={value}
        options={[
          { key: '', label: t('clinic.supervisor.nobody') },
          ...others.map(({ name, principal }) => ({ key: principal, label: name })),
        ]}
        onChange={setChosen}
      />
      {changing.error !== null && <ProblemView error={changing.error} compact />}
    </Dialog>
  );
}
