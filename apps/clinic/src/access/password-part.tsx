import { Button, Dialog, SecretField } from '@vaiti/ui';
import { useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { useAccessChange } from './use-access.ts';

/** Fewest characters of a password; the Secret Key beside it carries the strength. */
export const SHORTEST = 10;

/** Password and Secret Key: always there, and changed rather than removed. */
export function PasswordPart() {
  const { t } = useWords();
  const [open, setOpen] = useState<'password' | 'key'>();
  const close = (): void => setOpen(undefined);
  return (
    <section className="people-part" aria-labelledby="access-password">
      <h2 id="access-password">{t('clinic.access.password')}</h2>
      <p className="soft">{t('clinic.access.passwordHelp')}</p>
      <div className="access-actions">
        <Button onPress={() => setOpen('password')}>{t('clinic.access.changePassword')}</Button>
        <Button onPress={() => setOpen('key')}>{t('clinic.access.newSecretKey')}</Button>
      </div>
      {open === 'password' && <ChangePassword onClose={close} />}
      {open === 'key' && <NewSecretKey onClose={close} />}
    </section>
  );
}

interface Closing {
  readonly onClose: () => void;
}

function useSecretLabels() {
  const { t } = useWords();
  return { showLabel: t('common.show'), hideLabel: t('common.hide') };
}

function ChangePassword({ onClose }: Closing) {
  const { t } = useWords();
  const { client } = useSession();
  const labels = useSecretLabels();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const changing = useAccessChange((args: { current: string; password: string }) =>
    client.changePassword(args),
  );
  const short = [...password].length < SHORTEST;
  const submit = (): void => {
    setAsked(true);
    if (!short && !changing.isPending)
      changing.mutate({ current, password }, { onSuccess: onClose });
  };
  return (
    <Dialog
      title={t('clinic.access.changePassword')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            pendingLabel={changing.isPending ? t('clinic.access.changing') : undefined}
            onPress={submit}
          >
            {t('clinic.access.change')}
          </Button>
        </>
      }
    >
      <p>{t('clinic.access.changeText')}</p>
      <SecretField
        {...labels}
        label={t('clinic.access.currentPassword')}
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
      />
      <SecretField
        {...labels}
        label={t('clinic.access.newPassword')}
        description={t('clinic.access.newPasswordHelp', { shortest: SHORTEST })}
        error={
          asked && short ? t('clinic.access.newPasswordHelp', { shortest: SHORTEST }) : undefined
        }
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
      />
      {changing.error !== null && <ProblemView error={changing.error} compact />}
    </Dialog>
  );
}

function NewSecretKey({ onClose }: Closing) {
  const { t } = useWords();
  const { client } = useSession();
  const labels = useSecretLabels();
  const [current, setCurrent] = useState('');
  const making = useAccessChange((args: { current: string }) => client.newSecretKey(args));
  const { data } = making;
  return (
    <Dialog
      title={t('clinic.access.newSecretKey')}
      role="alertdialog"
      isOpen
      onClose={onClose}
      actions={
        data === undefined ? (
          <>
            <Button onPress={onClose}>{t('common.cancel')}</Button>
            <Button
              look="primary"
              pendingLabel={making.isPending ? t('clinic.access.changing') : undefined}
              onPress={() => making.mutate({ current })}
            >
              {t('clinic.access.change')}
            </Button>
          </>
        ) : (
          <>
            <Button onPress={() => print()}>{t('clinic.access.print')}</Button>
            <Button look="primary" onPress={onClose}>
              {t('clinic.access.written')}
            </Button>
          </>
        )
      }
    >
      {data === undefined ? (
        <>
          <p>{t('clinic.access.newSecretKeyText')}</p>
          <SecretField
            {...labels}
            label={t('clinic.access.currentPassword')}
            autoComplete="current-password"
            value={current}
            onChange={setCurrent}
          />
          {making.error !== null && <ProblemView error={making.error} compact />}
        </>
      ) : (
        <>
          <p>{t('clinic.access.newSecretKeyShown')}</p>
          <code className="fingerprint">{data.secretKey}</code>
        </>
      )}
    </Dialog>
  );
}
