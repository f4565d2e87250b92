import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Dialog, Progress, Select, TextArea } from '@vaiti/ui';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { caseloadKey, useHanding } from '../app/queries.ts';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useMe, useSession } from '../session/session.tsx';

/** Gives the patients that one has, alone or with a colleague, to somebody else. */
export function HandOverDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, number } = useWords();
  const { client } = useSession();
  const me = useMe();
  const queries = useQueryClient();
  const handing = useHanding();
  const [from, setFrom] = useState<string>(me.principal);
  const [to, setTo] = useState('');
  const [consent, setConsent] = useState('');
  const [remove, setRemove] = useState(false);
  const [tried, setTried] = useState(false);
  const colleagues = useQuery({
    queryKey: ['colleagues'],
    queryFn: () => client.colleagues({}),
  });
  const faults = { to: to === '' || to === from, consent: consent.trim() === '' };
  const handingOver = useMutation({
    mutationFn: () => client.handOver({ from, to, consent, remove }),
    gcTime: 0,
    onSettled: () => queries.invalidateQueries({ queryKey: caseloadKey }),
  });
  const people = (colleagues.data ?? []).map(({ name, principal: key }) => ({ key, label: name }));
  const myself = { key: me.principal, label: t('clinic.handOver.me', { name: me.name }) };
  const submit = (): void => {
    setTried(true);
    if (!faults.to && !faults.consent && !handingOver.isPending) handingOver.mutate();
  };
  const close = (): void => {
    if (!handingOver.isPending) onClose();
  };
  const nameOfTo = people.find(({ key }) => key === to)?.label ?? me.name;
  return (
    <Dialog
      title={t('clinic.handOver.title')}
      isOpen
      onClose={close}
      actions={
        <>
          <Button isDisabled={handingOver.isPending} onPress={close}>
            {t(handingOver.isSuccess ? 'common.close' : 'common.cancel')}
          </Button>
          {!handingOver.isSuccess && (
            <Button
              look={remove ? 'danger' : 'primary'}
              pendingLabel={handingOver.isPending ? t('clinic.handOver.working') : undefined}
              onPress={submit}
            >
              {t(handingOver.error === null ? 'clinic.handOver.do' : 'clinic.handOver.goOn')}
            </Button>
          )}
        </>
      }
    >
      {handingOver.isSuccess ? (
        <p role="status">
          {t('clinic.handOver.done', { name: nameOfTo, files: handingOver.data })}
        </p>
      ) : (
        <Form
          className="stack form"
          validationBehavior="aria"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <p>{t('clinic.handOver.help')}</p>
          <Select
            label={t('clinic.handOver.from')}
            value={from}
            options={[myself, ...people]}
            onChange={setFrom}
          />
          <Select
            label={t('clinic.handOver.to')}
            value={to}
            options={[{ key: '', label: t('clinic.share.choose') }, myself, ...people]}
            onChange={setTo}
            error={tried && faults.to ? t('clinic.handOver.toMissing') : undefined}
          />
          <TextArea
            label={t('clinic.handOver.consent')}
            description={t('clinic.handOver.consentHelp')}
            value={consent}
            onChange={setConsent}
            error={tried && faults.consent ? t('clinic.handOver.consentMissing') : undefined}
          />
          <Checkbox isSelected={remove} onChange={setRemove}>
            {t('clinic.handOver.remove')}
          </Checkbox>
          {remove && <p className="person-waits">{t('clinic.leaving.undone')}</p>}
        </Form>
      )}
      {handingOver.isPending && handing !== undefined && (
        <Progress
          label={t('clinic.handOver.working')}
          valueLabel={t('clinic.caseload.progress', {
            done: number(handing.done),
            of: number(handing.of),
          })}
          {...handing}
        />
      )}
      {handingOver.error !== null && (
        <>
          <ProblemView error={handingOver.error} compact />
          <p>{t('clinic.handOver.interrupted')}</p>
        </>
      )}
    </Dialog>
  );
}
