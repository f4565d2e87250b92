import { Button, Dialog, Facts } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import { useMe } from '../session/session.tsx';
import { rolesText } from './roles-text.ts';

/** Who I am to the others: my roles, and the whole fingerprint they can compare. */
export function MeDialog({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const me = useMe();
  return (
    <Dialog
      title={me.name}
      isOpen={isOpen}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t('common.close')}</Button>}
    >
      <Facts
        facts={[
          { term: t('clinic.me.practice'), value: me.practiceName },
          { term: t('clinic.me.roles'), value: rolesText(t, me.roles) },
          {
            term: t('clinic.me.fingerprint'),
            value: <code className="fingerprint">{me.fingerprint}</code>,
          },
        ]}
      />
      <p className="ui-help">{t('clinic.me.fingerprintHelp')}</p>
    </Dialog>
  );
}
