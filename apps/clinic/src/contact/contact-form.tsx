import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PatientFileView } from '@vaiti/client';
import { Button, SecretField, Select, TextArea, TextField } from '@vaiti/ui';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { keepFile, writeKey } from '../app/queries.ts';
import { todayIso } from '../lib/dates.ts';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import {
  type ContactFault,
  type ContactInput,
  contactFrom,
  faultsIn,
  inputOf,
} from './contact-input.ts';
import { GuardianFields } from './guardian-fields.tsx';

const genders = ['female', 'male', 'other', 'unknown'] as const;
const languages = ['fi', 'sv', 'en'] as const;

export interface ContactFormProps {
  readonly view: PatientFileView;
  readonly onClose: (saved: boolean) => void;
}

/** Changes contact details. The earlier version stays in the file. */
export function ContactForm({ view, onClose }: ContactFormProps) {
  const { t } = useWords();
  const { client } = useSession();
  const queries = useQueryClient();
  const [input, setInput] = useState(() => inputOf(view.contact));
  const [tried, setTried] = useState(false);
  const saving = useMutation({
    mutationKey: writeKey(view.file),
    mutationFn: () =>
      client.updateContact({ file: view.file, contact: contactFrom(input, view.contact) }),
    onSuccess: (next) => {
      keepFile(queries, next);
      onClose(true);
    },
  });
  const faults = faultsIn(input, todayIso(new Date()));
  const fault = (...names: ContactFault[]): string | undefined => {
    const name = names.find((one) => tried && faults.has(one));
    return name === undefined ? undefined : t(`clinic.contact.fault.${name}`);
  };
  const field = (name: Exclude<keyof ContactInput, 'guardians' | 'gender' | 'language'>) => ({
    label: t(`clinic.contact.${name}`),
    value: input[name],
    autoComplete: 'off',
    onChange: (value: string) => setInput({ ...input, [name]: value }),
  });
  return (
    <Form
      className="stack form"
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (faults.size === 0 && !saving.isPending) saving.mutate();
      }}
    >
      <div className="form-row">
        <TextField {...field('given')} error={fault('name')} autoFocus />
        <TextField {...field('family')} />
      </div>
      <div className="form-row">
        <TextField
          {...field('birthDate')}
          description={t('clinic.contact.birthDateHelp')}
          inputMode="numeric"
          error={fault('birthDate')}
        />
        <TextField
          {...field('deceased')}
          description={t('clinic.contact.deceasedHelp')}
          inputMode="numeric"
          error={fault('deceased', 'deceasedOrder')}
        />
      </div>
      <div className="form-row">
        <SecretField
          {...field('hetu')}
          mono
          showLabel={t('clinic.contact.hetuShow')}
          hideLabel={t('clinic.contact.hetuHide')}
          error={fault('hetu', 'hetuBirthDate')}
        />
      </div>
      <div className="form-row">
        <Select
          label={t('clinic.contact.gender')}
          value={input.gender}
          options={genders.map((key) => ({ key, label: t(`common.gender.${key}`) }))}
          onChange={(gender) => setInput({ ...input, gender })}
        />
        <Select
          label={t('clinic.contact.language')}
          value={input.language}
          options={languages.map((key) => ({ key, label: t(`common.language.${key}`) }))}
          onChange={(language) => setInput({ ...input, language })}
        />
      </div>
      <div className="form-row">
        <TextArea {...field('phones')} description={t('clinic.contact.onePerLine')} rows={2} />
        <TextArea
          {...field('emails')}
          description={t('clinic.contact.onePerLine')}
          rows={2}
          error={fault('emails')}
        />
      </div>
      <TextArea {...field('street')} rows={2} />
      <div className="form-row form-row-3">
        <TextField {...field('postalCode')} />
        <TextField {...field('city')} />
        <TextField {...field('country')} />
      </div>
      <GuardianFields
        guardians={input.guardians}
        error={fault('guardian')}
        onChange={(guardians) => setInput({ ...input, guardians })}
      />
      {tried && faults.size > 0 && (
        <p className="ui-error" role="alert">
          {t('clinic.contact.fault.summary', { count: faults.size })}
        </p>
      )}
      {saving.error !== null && <ProblemView error={saving.error} compact />}
      <div className="editor-actions">
        <Button onPress={() => onClose(false)}>{t('common.cancel')}</Button>
        <Button
          type="submit"
          look="primary"
          pendingLabel={saving.isPending ? t('clinic.contact.saving') : undefined}
        >
          {t('clinic.contact.save')}
        </Button>
      </div>
    </Form>
  );
}
