import type { InvitationView } from '@vaiti/client';
import { Button, Dialog, Spinner } from '@vaiti/ui';
import { useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { Fingerprint } from './fingerprint.tsx';
import { QrCode } from './qr-code.tsx';
import { useInvitation, usePeopleChange } from './use-people.ts';

/** One invitation: its words to hand over, and when somebody has answered, their fingerprint. */
export function InvitationDialog({
  id,
  onClose,
}: {
  readonly id: string | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { client } = useSession();
  const invitation = useInvitation(id);
  const confirming = usePeopleChange((args: { id: string; fingerprint: string }) =>
    client.confirmInvitation(args),
  );
  const cancelling = usePeopleChange((which: string) => client.cancelInvitation({ id: which }));
  const [done, setDone] = useState(false);
  const busy = confirming.isPending || cancelling.isPending;
  const close = (): void => {
    if (busy) return;
    confirming.reset();
    cancelling.reset();
    setDone(false);
    onClose();
  };
  const own = invitation.data?.own ?? undefined;
  const fingerprint = own?.fingerprint ?? undefined;
  const doneText = doneOf(own);
  const failed: unknown = confirming.error ?? cancelling.error ?? invitation.error;
  const cancel = (): void => {
    if (id !== undefined) cancelling.mutate(id, { onSuccess: close });
  };
  const confirm = (): void => {
    if (id === undefined || fingerprint === undefined || busy) return;
    confirming.mutate({ id, fingerprint }, { onSuccess: () => setDone(true) });
  };
  const title = t('clinic.invitation.title', { name: own?.name ?? '' });
  return (
    <Dialog
      title={own === undefined ? t('clinic.invitation.other') : title}
      isOpen={id !== undefined}
      onClose={close}
      actions={
        <>
          {!done && (
            <Button
              look="danger"
              pendingLabel={cancelling.isPending ? t('clinic.invitation.cancelling') : undefined}
              onPress={cancel}
            >
              {t('clinic.invitation.cancel')}
            </Button>
          )}
          <Button isDisabled={busy} onPress={close}>
            {t('common.close')}
          </Button>
          {fingerprint !== undefined && !done && (
            <Button
              look="primary"
              pendingLabel={confirming.isPending ? t('clinic.invitation.confirming') : undefined}
              onPress={confirm}
            >
              {t('clinic.invitation.confirm')}
            </Button>
          )}
        </>
      }
    >
      {failed !== null && failed !== undefined && <ProblemView error={failed} compact />}
      {invitation.isPending && <Spinner label={t('common.loading')} />}
      {invitation.data?.own === null && <p>{t('clinic.invitation.sealed')}</p>}
      {done && <p role="status">{t(doneText, { name: own?.name ?? '' })}</p>}
      {!done && own !== undefined && fingerprint === undefined && <HandOver own={own} />}
      {!done && own !== undefined && fingerprint !== undefined && (
        <>
          <p role="status">{t('clinic.invitation.compare', { name: own.name })}</p>
          <Fingerprint of={fingerprint} label={t('clinic.readers.fingerprint')} />
        </>
      )}
    </Dialog>
  );
}

/** What is said once the answer was confirmed: to the practice, back to it, or to a file. */
function doneOf(own: NonNullable<InvitationView['own']> | undefined) {
  if (own?.recovers === true) return 'clinic.invitation.doneBack';
  return own === undefined || own.member === null
    ? 'clinic.invitation.done'
    : 'clinic.members.done';
}

function HandOver({ own }: { readonly own: NonNullable<InvitationView['own']> }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  const link = location.origin + own.link;
  const copy = (): void => {
    navigator.clipboard.writeText(link).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <>
      <p>{t('clinic.invitation.handOver', { name: own.name })}</p>
      <div className="invite-sheet">
        <QrCode text={link} label={t('clinic.invitation.qr')} />
        <ol className="invite-words" aria-label={t('clinic.invitation.words')}>
          {own.words.map((word, i) => (
            // A word may come twice; its place is what it is.
            <li key={String(i)}>{word}</li>
          ))}
        </ol>
      </div>
      <div className="invite-actions">
        <Button small onPress={copy}>
          {t('clinic.invitation.copy')}
        </Button>
        <Button small onPress={() => print()}>
          {t('clinic.invitation.print')}
        </Button>
        <span role="status" className="soft">
          {copied ? t('clinic.invitation.copied') : ''}
        </span>
      </div>
      <Spinner label={t('clinic.invitation.waiting')} />
    </>
  );
}
