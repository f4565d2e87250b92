import { Button, Checkbox, Dialog } from '@vaiti/ui';
import { useSettings } from '../app/settings.tsx';
import { type MessageId, useWords } from '../lib/text.tsx';

const keys = [
  [['/'], 'clinic.help.search'],
  [['↓', '↑'], 'clinic.help.move'],
  [['Enter'], 'clinic.help.open'],
  [['n'], 'clinic.help.newNote'],
  [['Ctrl', 'Enter'], 'clinic.help.sign'],
  [['Esc'], 'clinic.help.close'],
  [['?'], 'clinic.help.help'],
] as const satisfies readonly (readonly [readonly string[], MessageId])[];

/** What can be done without a mouse. */
export function HelpDialog({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { shortcuts, setShortcuts } = useSettings();
  return (
    <Dialog
      title={t('clinic.help.title')}
      isOpen={isOpen}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t('common.close')}</Button>}
    >
      <dl className="keys">
        {keys.map(([names, id]) => (
          <div key={id}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{t(id)}</dd>
          </div>
        ))}
      </dl>
      <Checkbox isSelected={shortcuts} onChange={setShortcuts}>
        {t('clinic.help.shortcuts')}
      </Checkbox>
    </Dialog>
  );
}
