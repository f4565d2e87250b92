import { useMutation, useQuery } from '@tanstack/react-query';
import { loanDays } from '@vaiti/care';
import type { PatientFileView, TimelineItem } from '@vaiti/client';
import { Button, Dialog, Select, Spinner, TextField } from '@vaiti/ui';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { writeKey } from '../app/queries.ts';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { dayIn, isLoanEnd } from './days.ts';

export interface LendDialogProps {
  readonly view: PatientFileView;
  /** The note to be lent as it stands; undefined while the dialog is closed. */
  readonly item: TimelineItem | undefined;
  readonly onClose: (lent: boolean) => void;
}

/** Lends one note to a colleague: whom, and until when. */
export function LendDialog({ view, item, onClose }: LendDialogProps) {
  const { t } = useWords();
  const { client } = useSession();
  const isOpen = item !== undefined;
  const colleagues = useQuery({
    queryKey: ['colleagues'],
    queryFn: () => client.colleagues({}),
    enabled: isOpen,
  });
  const [principal, setPrincipal] = useState('');
  const [until, setUntil] = useState(() => dayIn(loanDays.usual, new Date()));
  const [tried, setTried] = useState(false);
  const faults = { who: principal === '', until: !isLoanEnd(until, new Date()) };
  const lending = useMutation({
    mutationKey: writeKey(view.file),
    mutationFn: (seq: number) => client.lendNote({ file: view.file, seq, principal, until }),
    onSuccess: () => onClose(true),
  });
  const seq = item?.versions[0]?.seq;
  const submit = (): void => {
    setTried(true);
    if (!faults.who && !faults.until && !lending.isPending && seq !== undefined)
      lending.mutate(seq);
  };
  const error = colleagues.error ?? lending.error;
  return (
    <Dialog
      title={t('clinic.lend.title')}
      isOpen={isOpen}
      onClose={() => onClose(false)}
      actions={
        <>
          <Button onPress={() => onClose(false)}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            pendingLabel={lending.isPending ? t('clinic.lend.lend') : undefined}
            onPress={submit}
          >
            {t('clinic.lend.lend')}
          </Button>
        </>
      }
    >
      {colleagues.isPending && isOpen && <Spinner label={t('clinic.lend.title')} />}
      <p>{t('clinic.lend.text')}</p>
      <Form
        className="stack form"
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Select
          label={t('clinic.share.who')}
          value={principal}
          options={[
            { key: '', label: t('clinic.share.choose') },
            ...(colleagues.data ?? []).map(({ principal: key, name }) => ({ key, label: name })),
          ]}
          onChange={setPrincipal}
          error={tried && faults.who ? t('clinic.share.whoMissing') : undefined}
        />
        <TextField
          label={t('clinic.lend.until')}
          description={t('clinic.lend.untilHelp')}
          value={until}
          onChange={setUntil}
          inputMode="numeric"
          autoComplete="off"
          error={tried && faults.until ? t('clinic.lend.untilWrong') : undefined}
        />
        {error !== null && <ProblemView error={error} compact />}
      </Form>
    </Dialog>
  );
}
