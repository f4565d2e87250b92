import { Button, PlusIcon, TextArea, TextField } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import type { GuardianInput } from './contact-input.ts';

export interface GuardianFieldsProps {
  readonly guardians: readonly GuardianInput[];
  readonly error: string | undefined;
  readonly onChange: (guardians: readonly GuardianInput[]) => void;
}

const empty: GuardianInput = { name: '', relation: '', phones: '', emails: '' };

/** Those who answer for a minor. */
export function GuardianFields({ guardians, error, onChange }: GuardianFieldsProps) {
  const { t } = useWords();
  const change = (at: number, part: Partial<GuardianInput>): void =>
    onChange(guardians.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <>
      {guardians.map((guardian, index) => (
        <fieldset key={index} className="guardian stack">
          <legend>{t('clinic.contact.guardian', { number: index + 1 })}</legend>
          <div className="form-row">
            <TextField
              label={t('clinic.contact.guardianName')}
              value={guardian.name}
              error={guardian.name.trim() === '' ? error : undefined}
              onChange={(name) => change(index, { name })}
            />
            <TextField
              label={t('clinic.contact.relation')}
              value={guardian.relation}
              onChange={(relation) => change(index, { relation })}
            />
          </div>
          <div className="form-row">
            <TextArea
              label={t('clinic.contact.phones')}
              rows={1}
              value={guardian.phones}
              onChange={(phones) => change(index, { phones })}
            />
            <TextArea
              label={t('clinic.contact.emails')}
              rows={1}
              value={guardian.emails}
              onChange={(emails) => change(index, { emails })}
            />
          </div>
          <div>
            <Button
              look="quiet"
              small
              onPress={() => onChange(guardians.filter((_, other) => other !== index))}
            >
              {t('clinic.contact.guardianRemove', { number: index + 1 })}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button
          look="quiet"
          small
          icon={<PlusIcon size={16} />}
          onPress={() => onChange([...guardians, empty])}
        >
          {t('clinic.contact.guardianAdd')}
        </Button>
      </div>
    </>
  );
}
