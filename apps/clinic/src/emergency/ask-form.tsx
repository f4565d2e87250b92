import { Button, TextArea, TextField } from '@vaiti/ui';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { fileIdOf, spokenFileId } from './file-id-input.ts';
import { useEmergencyChange } from './use-emergencies.ts';

/** Asks the officers for one file: which, and why. */
export function AskForm({ file: wanted }: { readonly file: string | undefined }) {
  const { t } = useWords();
  const { client } = useSession();
  const [typed, setTyped] = useState(wanted === undefined ? '' : spokenFileId(wanted));
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const asking = useEmergencyChange((args: { file: string; reason: string }) =>
    client.askEmergency(args),
  );
  const file = fileIdOf(typed);
  const faults = { file: file === undefined, reason: reason.trim() === '' };
  const submit = (): void => {
    setTried(true);
    if (file === undefined || faults.reason || asking.isPending) return;
    asking.mutate(
      { file, reason },
      {
        onSuccess: () => {
          setTyped('');
          setReason('');
          setTried(false);
        },
      },
    );
  };
  return (
    <section className="emergency-part" aria-labelledby="emergency-ask">
      <h2 id="emergency-ask">{t('clinic.emergency.ask')}</h2>
      <p className="soft">{t('clinic.emergency.askHelp')}</p>
      <Form
        className="stack form"
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label={t('clinic.emergency.fileId')}
          description={t('clinic.emergency.fileIdHelp')}
          value={typed}
          onChange={setTyped}
          mono
          autoComplete="off"
          spellCheck="false"
          error={tried && faults.file ? t('clinic.emergency.fileIdWrong') : undefined}
        />
        <TextArea
          label={t('clinic.emergency.reason')}
          description={t('clinic.emergency.reasonHelp')}
          value={reason}
          onChange={setReason}
          maxLength={4000}
          error={tried && faults.reason ? t('clinic.emergency.reasonMissing') : undefined}
        />
        {asking.error !== null && <ProblemView error={asking.error} compact />}
        <div className="emergency-actions">
          <Button
            type="submit"
            look="primary"
            pendingLabel={asking.isPending ? t('clinic.emergency.asking') : undefined}
          >
            {t('clinic.emergency.send')}
          </Button>
          <span role="status" className="soft">
            {asking.isSuccess ? t('clinic.emergency.sent') : ''}
          </span>
        </div>
      </Form>
    </section>
  );
}
