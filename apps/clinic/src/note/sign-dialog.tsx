import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Dialog } from '@vaiti/ui';
import { keepFile, writeKey } from '../app/queries.ts';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import type { DraftPlace, DraftText } from './draft-keeper.ts';
import { draftKey } from './use-draft.ts';

export interface SignDialogProps {
  /** What is to be signed; undefined while the dialog is closed. */
  readonly draft: (DraftPlace & DraftText) | undefined;
  readonly onClose: () => void;
  readonly onSigned: () => void;
}

/** The last question before a note becomes part of the file for good. */
export function SignDialog({ draft, onClose, onSigned }: SignDialogProps) {
  const { t } = useWords();
  const { client, drafts } = useSession();
  const queries = useQueryClient();
  const signing = useMutation({
    mutationKey: writeKey(draft?.file ?? ''),
    mutationFn: async (note: DraftPlace & DraftText) => {
      await drafts.settle(note);
      const { file, record, title, text, reason } = note;
      return client.signNote({
        file,
        record,
        title,
        text,
        reason,
        savedAt: new Date().toISOString(),
      });
    },
    onSuccess: async (view, note) => {
      queries.setQueryData(draftKey(note), null);
      await drafts.drop(note);
      keepFile(queries, view);
    },
  });
  const close = (): void => {
    if (signing.isPending) return;
    signing.reset();
    onClose();
  };
  const sign = (): void => {
    if (draft === undefined || signing.isPending) return;
    signing.mutate(draft, {
      onSuccess: () => {
        onClose();
        onSigned();
      },
    });
  };
  const isAmendment = draft !== undefined && draft.record !== null;
  return (
    <Dialog
      role="alertdialog"
      title={t(isAmendment ? 'clinic.sign.amendTitle' : 'clinic.sign.title')}
      isOpen={draft !== undefined}
      onClose={close}
      actions={
        <>
          <Button isDisabled={signing.isPending} onPress={close}>
            {t('clinic.sign.back')}
          </Button>
          <Button
            look="primary"
            autoFocus
            pendingLabel={signing.isPending ? t('clinic.sign.pending') : undefined}
            onPress={sign}
          >
            {t('clinic.sign.action')}
          </Button>
        </>
      }
    >
      <p>{t(isAmendment ? 'clinic.sign.amendText' : 'clinic.sign.text')}</p>
      {signing.error !== null && <ProblemView error={signing.error} compact />}
    </Dialog>
  );
}
