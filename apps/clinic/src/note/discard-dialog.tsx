import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Dialog } from '@vaiti/ui';
import { caseloadKey } from '../app/queries.ts';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import type { DraftPlace } from './draft-keeper.ts';
import { draftKey } from './use-draft.ts';

export interface DiscardDialogProps {
  readonly place: DraftPlace | undefined;
  readonly onClose: () => void;
  readonly onDiscarded: () => void;
}

/** A draft exists on this device alone: discarding it is asked for once more. */
export function DiscardDialog({ place, onClose, onDiscarded }: DiscardDialogProps) {
  const { t } = useWords();
  const { client, drafts } = useSession();
  const queries = useQueryClient();
  const discarding = useMutation({
    mutationFn: async (at: DraftPlace) => {
      await drafts.settle(at);
      await client.discardDraft({ file: at.file, record: at.record });
    },
    onSuccess: async (_, at) => {
      queries.setQueryData(draftKey(at), null);
      await drafts.drop(at);
      void queries.invalidateQueries({ queryKey: caseloadKey });
      void queries.invalidateQueries({ queryKey: ['amend-drafts', at.file] });
    },
  });
  return (
    <Dialog
      role="alertdialog"
      title={t('clinic.discard.title')}
      isOpen={place !== undefined}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('clinic.discard.keep')}</Button>
          <Button
            look="danger"
            pendingLabel={discarding.isPending ? t('clinic.note.discard') : undefined}
            onPress={() => {
              if (place === undefined) return;
              discarding.mutate(place, {
                onSuccess: () => {
                  onClose();
                  onDiscarded();
                },
              });
            }}
          >
            {t('clinic.note.discard')}
          </Button>
        </>
      }
    >
      <p>{t('clinic.discard.text')}</p>
      {discarding.error !== null && <ProblemView error={discarding.error} compact />}
    </Dialog>
  );
}
