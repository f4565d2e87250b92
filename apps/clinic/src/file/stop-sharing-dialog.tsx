import { useMutation } from '@tanstack/react-query';
import type { PatientFileView, ReaderView } from '@vaiti/client';
import { Button, Dialog } from '@vaiti/ui';
import { writeKey } from '../app/queries.ts';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { readerName } from './reader-name.ts';

export interface StopSharingDialogProps {
  readonly view: PatientFileView;
  /** Whom to take out of the file; undefined while nobody is asked about. */
  readonly reader: ReaderView | undefined;
  readonly onClose: (stopped: boolean) => void;
}

/** Asks once more before the file is closed to a reader, and says what that cannot undo. */
export function StopSharingDialog({ view, reader, onClose }: StopSharingDialogProps) {
  const { t } = useWords();
  const { client } = useSession();
  const stopping = useMutation({
    mutationKey: writeKey(view.file),
    mutationFn: (principal: string) => client.stopSharing({ file: view.file, principal }),
    onSuccess: () => onClose(true),
  });
  const name = reader === undefined ? '' : readerName(t, reader);
  return (
    <Dialog
      role="alertdialog"
      title={t('clinic.share.stopTitle', { name })}
      isOpen={reader !== undefined}
      onClose={() => onClose(false)}
      actions={
        <>
          <Button onPress={() => onClose(false)}>{t('common.cancel')}</Button>
          <Button
            look="danger"
            pendingLabel={stopping.isPending ? t('clinic.share.stop') : undefined}
            onPress={() => reader !== undefined && stopping.mutate(reader.principal)}
          >
            {t('clinic.share.stop')}
          </Button>
        </>
      }
    >
      <p>{t('clinic.share.stopText')}</p>
      {stopping.error !== null && <ProblemView error={stopping.error} compact />}
    </Dialog>
  );
}
