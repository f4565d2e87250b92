import { useMutation } from '@tanstack/react-query';
import type { Audience } from '@vaiti/care';
import { SUMMARY_LENGTH } from '@vaiti/care';
import type { PatientFileView, VisitSharing } from '@vaiti/client';
import { Button, Dialog, Select, TextArea, TextField } from '@vaiti/ui';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';

export interface TellDialogProps {
  readonly view: PatientFileView;
  readonly sharing: VisitSharing;
  readonly onClose: () => void;
}

const scopes = { patient: 'shared', guardian: 'guardian' } as const;

/** Why nothing can be told to the guardian about this visit; undefined where it can. */
function closedBy({ line }: PatientFileView, { decision }: VisitSharing) {
  if (!line.minor) return 'adult';
  if (decision === null) return 'undecided';
  return decision.choice === 'minor-keeps' ? 'closed' : undefined;
}

/** Tells the patient or, where it was decided so, the guardian about one visit. */
export function TellDialog({ view, sharing, onClose }: TellDialogProps) {
  const { t } = useWords();
  const { client } = useSession();
  const [audience, setAudience] = useState<Audience>(view.line.minor ? 'guardian' : 'patient');
  const [title, setTitle] = useState('');
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const { file } = view;
  const telling = useMutation({
    mutationFn: () => client.tell({ file, visit: sharing.visit, audience, title, text }),
    onSuccess: onClose,
  });
  const closed = audience === 'guardian' ? closedBy(view, sharing) : undefined;
  const missing = text.trim() === '';
  const read = view.readers.some(({ scope }) => scope === scopes[audience]);
  const send = (): void => {
    setTried(true);
    if (!missing && closed === undefined && !telling.isPending) telling.mutate();
  };
  return (
    <Dialog
      title={t('clinic.tell.title')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          {closed === undefined && (
            <Button
              look="primary"
              pendingLabel={telling.isPending ? t('clinic.tell.sending') : undefined}
              onPress={send}
            >
              {t('clinic.tell.send')}
            </Button>
          )}
        </>
      }
    >
      <Form
        className="stack form"
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Select
          label={t('clinic.tell.who')}
          value={audience}
          options={(['patient', 'guardian'] as const).map((key) => ({
            key,
            label: t(`common.member.${key}`),
          }))}
          onChange={setAudience}
        />
        {closed !== undefined && <p role="status">{t(`clinic.tell.${closed}`)}</p>}
        {closed === undefined && (
          <>
            {!read && <p className="ui-help">{t('clinic.tell.nobody')}</p>}
            <TextField
              label={t('clinic.tell.heading')}
              maxLength={200}
              value={title}
              onChange={setTitle}
            />
            <TextArea
              label={t('clinic.tell.text')}
              description={t('clinic.tell.textHelp')}
              error={tried && missing ? t('clinic.tell.missing') : undefined}
              rows={6}
              reading
              maxLength={SUMMARY_LENGTH}
              value={text}
              onChange={setText}
            />
          </>
        )}
        {telling.error !== null && <ProblemView error={telling.error} compact />}
      </Form>
    </Dialog>
  );
}
