import { useMutation } from '@tanstack/react-query';
import type { VisitSharing } from '@vaiti/client';
import { Button, Dialog } from '@vaiti/ui';
import { useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { type Choice, madeOf, NO_CHOICE, VisitChoice } from '../note/visit-choice.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';

export interface DecisionDialogProps {
  readonly file: string;
  readonly sharing: VisitSharing;
  readonly onClose: () => void;
}

/** Records or changes who decides about a visit, and says what that cannot undo. */
export function DecisionDialog({ file, sharing, onClose }: DecisionDialogProps) {
  const { t } = useWords();
  const { client } = useSession();
  const { decision, told, visit } = sharing;
  const before = decision === null ? NO_CHOICE : { choice: decision.choice, text: decision.text };
  const [value, setValue] = useState<Choice>(before);
  const [tried, setTried] = useState(false);
  const made = madeOf(value);
  const deciding = useMutation({
    mutationFn: (choice: NonNullable<typeof made>) => client.decide({ file, visit, ...choice }),
    onSuccess: onClose,
  });
  const save = (): void => {
    setTried(true);
    if (made !== null && !deciding.isPending) deciding.mutate(made);
  };
  return (
    <Dialog
      title={t('clinic.decision.title')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            pendingLabel={deciding.isPending ? t('clinic.decision.saving') : undefined}
            onPress={save}
          >
            {t('clinic.decision.save')}
          </Button>
        </>
      }
    >
      {told.some(({ audience }) => audience === 'guardian') && <p>{t('clinic.decision.undone')}</p>}
      <VisitChoice
        value={value}
        error={tried && made === null ? t('clinic.decision.missing') : undefined}
        onChange={setValue}
      />
      {deciding.error !== null && <ProblemView error={deciding.error} compact />}
    </Dialog>
  );
}
