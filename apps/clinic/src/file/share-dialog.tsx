import { useMutation, useQuery } from '@tanstack/react-query';
import type { PatientFileView } from '@vaiti/client';
import { Button, Dialog, Select, Spinner, TextField } from '@vaiti/ui';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { writeKey } from '../app/queries.ts';
import { todayIso } from '../lib/dates.ts';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';

const scopes = ['root', 'contact'] as const;

export interface ShareDialogProps {
  readonly view: PatientFileView;
  readonly isOpen: boolean;
  readonly onClose: (shared: boolean) => void;
}

/** Opens the file to a colleague: whom, how much of it, until when. */
export function ShareDialog({ view, isOpen, onClose }: ShareDialogProps) {
  const { t } = useWords();
  const { client } = useSession();
  const colleagues = useQuery({
    queryKey: ['colleagues'],
    queryFn: () => client.colleagues({}),
    enabled: isOpen,
  });
  const [principal, setPrincipal] = useState('');
  const [scope, setScope] = useState<(typeof scopes)[number]>('root');
  const [until, setUntil] = useState('');
  const [tried, setTried] = useState(false);
  const faults = {
    who: principal === '',
    until: until !== '' && !isDayFromNow(until),
  };
  const sharing = useMutation({
    mutationKey: writeKey(view.file),
    mutationFn: () =>
      client.share({ file: view.file, principal, scope, until: until === '' ? null : until }),
    onSuccess: () => onClose(true),
  });
  const submit = (): void => {
    setTried(true);
    if (!faults.who && !faults.until && !sharing.isPending) sharing.mutate();
  };
  const error = colleagues.error ?? sharing.error;
  return (
    <Dialog
      title={t('clinic.share.title')}
      isOpen={isOpen}
      onClose={() => onClose(false)}
      actions={
        <>
          <Button onPress={() => onClose(false)}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            pendingLabel={sharing.isPending ? t('clinic.share.share') : undefined}
            onPress={submit}
          >
            {t('clinic.share.share')}
          </Button>
        </>
      }
    >
      {colleagues.isPending && isOpen && <Spinner label={t('clinic.share.title')} />}
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
        <Select
          label={t('clinic.share.what')}
          value={scope}
          options={scopes.map((key) => ({ key, label: t(`clinic.readers.scope.${key}`) }))}
          onChange={setScope}
        />
        <TextField
          label={t('clinic.share.until')}
          description={t('clinic.share.untilHelp')}
          value={until}
          onChange={setUntil}
          inputMode="numeric"
          autoComplete="off"
          error={tried && faults.until ? t('clinic.share.untilWrong') : undefined}
        />
        {error !== null && <ProblemView error={error} compact />}
      </Form>
    </Dialog>
  );
}

function isDayFromNow(text: string): boolean {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  return isDate && text >= todayIso(new Date());
}
