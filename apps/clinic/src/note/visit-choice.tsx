import { type MinorChoice, minorChoices } from '@vaiti/care';
import { Select, TextField } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';

/** What is chosen about a minor's visit; empty until somebody does. */
export interface Choice {
  readonly choice: MinorChoice | '';
  readonly text: string;
}

export const NO_CHOICE: Choice = { choice: '', text: '' };

/** The choice as it is recorded; null while none was made. */
export function madeOf({ choice, text }: Choice) {
  return choice === '' ? null : { choice, text: text.trim() };
}

/** Who decides about a visit of a minor, and how that was settled. Never chosen in advance. */
export function VisitChoice({
  value,
  error,
  onChange,
}: {
  readonly value: Choice;
  readonly error: string | undefined;
  readonly onChange: (value: Choice) => void;
}) {
  const { t } = useWords();
  const options = [
    { key: '' as const, label: t('clinic.decision.choose') },
    ...minorChoices.map((key) => ({ key, label: t(`common.choice.${key}`) })),
  ];
  return (
    <div className="stack visit-choice">
      <Select
        label={t('clinic.decision.label')}
        description={t('clinic.decision.help')}
        error={error}
        value={value.choice}
        options={options}
        onChange={(choice) => onChange({ ...value, choice })}
      />
      {value.choice !== '' && (
        <TextField
          label={t('clinic.decision.text')}
          maxLength={1000}
          value={value.text}
          onChange={(text) => onChange({ ...value, text })}
        />
      )}
    </div>
  );
}
