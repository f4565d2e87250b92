import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Dialog } from '@vaiti/ui';
import { fileChanged, keepFile, writeKey } from '../app/queries.ts';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { useLendOnSigning } from '../supervision/supervisor-choice.tsx';
import type { DraftPlace, DraftText } from './draft-keeper.ts';
import { draftKey } from './use-draft.ts';
import type { madeOf } from './visit-choice.tsx';

export interface SignDialogProps {
  /** What is to be signed; undefined while the dialog is closed. */
  readonly draft: (DraftPlace & DraftText) | undefined;
  /** For a new note of a minor: what was decided about the visit. */
  readonly decision: ReturnType<typeof madeOf>;
  readonly onClose: () => void;
  readonly onSigned: () => void;
}

/** What went wrong, if something did. */
async function failureOf(work: Promise<void>): Promise<Error | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error('unknown');
  }
}

/** The last question before a note becomes part of the file for good. */
export function SignDialog({ draft, decision, onClose, onSigned }: SignDialogProps) {
  const { t } = useWords();
  const { client, drafts } = useSession();
  const { choice, lend, lends } = useLendOnSigning(draft !== undefined);
  const queries = useQueryClient();
  const signing = useMutation({
    mutationKey: writeKey(draft?.file ?? ''),
    mutationFn: async (note: DraftPlace & DraftText) => {
      await drafts.settle(note);
      const { file, record, title, text, reason } = note;
      const view = await client.signNote({
        file,
        record,
        title,
        text,
        reason,
        decision,
        savedAt: new Date().toISOString(),
      });
      return { view, unlent: await failureOf(lend(view)) };
    },
    onSuccess: async ({ view }, note) => {
      queries.setQueryData(draftKey(note), null);
      await drafts.drop(note);
      keepFile(queries, view);
      // Who reads the note is not in the answer to signing it.
      if (lends) fileChanged(queries, note.file);
    },
  });
  const close = (): void => {
    if (signing.isPending) return;
    signing.reset();
    onClose();
  };
  const unlent = signing.data?.unlent;
  const end = (): void => {
    signing.reset();
    onClose();
    onSigned();
  };
  const sign = (): void => {
    if (draft === undefined || signing.isPending) return;
    signing.mutate(draft, {
      onSuccess: (done) => {
        if (done.unlent === undefined) end();
      },
    });
  };
  const isAmendment = draft !== undefined && draft.record !== null;
  return (
    <Dialog
      role="alertdialog"
      title={t(isAmendment ? 'clinic.sign.amendTitle' : 'clinic.sign.title')}
      isOpen={draft !== undefined}
      onClose={unlent === undefined ? close : end}
      actions={
        unlent !== undefined ? (
          <Button look="primary" onPress={end}>
            {t('common.close')}
          </Button>
        ) : (
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
        )
      }
    >
      {unlent === undefined ? (
        <>
          <p>{t(isAmendment ? 'clinic.sign.amendText' : 'clinic.sign.text')}</p>
          {choice}
        </>
      ) : (
        <>
          <p>{t('clinic.lend.failed')}</p>
          <ProblemView error={unlent} compact />
        </>
      )}
      {signing.error !== null && <ProblemView error={signing.error} compact />}
    </Dialog>
  );
}
