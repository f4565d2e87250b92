import { useMutation } from '@tanstack/react-query';
import type { CouncilView } from '@vaiti/client';
import { Button, Checkbox, Dialog, Select } from '@vaiti/ui';
import { useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { neededOf, neededOptions } from './council-input.ts';

/** Chooses the officers and how many of them are needed. */
export function CouncilDialog({
  council,
  onClose,
  onSet,
}: {
  readonly council: CouncilView;
  readonly onClose: () => void;
  readonly onSet: () => void;
}) {
  const { t } = useWords();
  const { client } = useSession();
  const [chosen, setChosen] = useState<readonly string[]>(
    council.council?.members.map(({ principal }) => principal) ?? [],
  );
  const [wanted, setWanted] = useState<string | undefined>(
    council.council === null ? undefined : String(council.council.threshold),
  );
  const [tried, setTried] = useState(false);
  const needed = neededOf(chosen.length, wanted);
  const setting = useMutation({
    mutationFn: () => client.setCouncil({ members: [...chosen], threshold: Number(needed) }),
    gcTime: 0,
    onSuccess: onSet,
  });
  const tooFew = chosen.length < 2;
  const submit = (): void => {
    setTried(true);
    if (!tooFew && !setting.isPending) setting.mutate();
  };
  return (
    <Dialog
      title={t('clinic.council.set')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            pendingLabel={setting.isPending ? t('clinic.council.setting') : undefined}
            onPress={submit}
          >
            {t('clinic.council.save')}
          </Button>
        </>
      }
    >
      <p>{t('clinic.council.help')}</p>
      <fieldset className="council-people">
        <legend>{t('clinic.council.who')}</legend>
        {council.people.map(({ name, principal }) => (
          <Checkbox
            key={principal}
            isSelected={chosen.includes(principal)}
            onChange={(on) =>
              setChosen(on ? [...chosen, principal] : chosen.filter((one) => one !== principal))
            }
          >
            {name}
          </Checkbox>
        ))}
      </fieldset>
      {tried && tooFew && (
        <p role="alert" className="emergency-wrong">
          {t('clinic.council.tooFew')}
        </p>
      )}
      <Select
        label={t('clinic.council.need')}
        value={needed}
        options={neededOptions(chosen.length).map((key) => ({
          key,
          label: t('clinic.council.needOf', { need: Number(key), count: chosen.length }),
        }))}
        onChange={setWanted}
        isDisabled={tooFew}
      />
      {setting.error !== null && <ProblemView error={setting.error} compact />}
    </Dialog>
  );
}
