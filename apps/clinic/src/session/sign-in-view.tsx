import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, SecretField } from '@vaiti/ui';
import { useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { useTitle } from '../lib/use-title.ts';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { hasPasskeys } from '../access/passkey.ts';
import { Door } from './door.tsx';
import { RecoverView } from './recover-view.tsx';
import { useSession } from './session.tsx';
import { usePasskeySignIn } from './use-passkey-sign-in.ts';

export interface SignInViewProps {
  /** Why a sign-in link did not work. */
  readonly error: unknown;
  /** Somebody has an invitation instead. */
  readonly onJoin: () => void;
}

/** Secret Key and password. */
export function SignInView({ error, onJoin }: SignInViewProps) {
  const { t } = useWords();
  const { client } = useSession();
  const [secretKey, setSecretKey] = useState('');
  const [password, setPassword] = useState('');
  const [remember, setRemember] = useState(true);
  const [missing, setMissing] = useState(false);
  const [recovering, setRecovering] = useState(false);
  const keyInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  useTitle(t('clinic.signIn.title'));

  const entering = useMutation({
    mutationFn: () => client.signIn({ secretKey, password, remember }),
    gcTime: 0,
  });
  const submit = (): void => {
    if (entering.isPending) return;
    setMissing(true);
    if (secretKey.trim() === '') keyInput.current?.focus();
    else if (password === '') passwordInput.current?.focus();
    else entering.mutate();
  };
  const byPasskey = usePasskeySignIn();
  const tried = entering.error ?? byPasskey.error;
  const refused: unknown = tried ?? (entering.isIdle && byPasskey.isIdle ? error : undefined);
  if (recovering) {
    const done = (made: string): void => {
      setSecretKey(made);
      setRecovering(false);
    };
    return <RecoverView onBack={() => setRecovering(false)} onDone={done} />;
  }
  const secret = { showLabel: t('common.show'), hideLabel: t('common.hide') };
  return (
    <Door>
      <h1>{t('clinic.signIn.title')}</h1>
      <Form
        className="stack"
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {refused !== undefined && <ProblemView error={refused} onRetry={submit} compact />}
        <SecretField
          {...secret}
          label={t('clinic.signIn.secretKey')}
          description={t('clinic.signIn.secretKeyHelp')}
          error={
            missing && secretKey.trim() === '' ? t('clinic.signIn.secretKeyMissing') : undefined
          }
          name="secret-key"
          autoComplete="username"
          mono
          value={secretKey}
          onChange={setSecretKey}
          inputRef={keyInput}
        />
        <SecretField
          {...secret}
          label={t('clinic.signIn.password')}
          error={missing && password === '' ? t('clinic.signIn.passwordMissing') : undefined}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          inputRef={passwordInput}
        />
        <Checkbox isSelected={remember} onChange={setRemember}>
          {t('clinic.signIn.remember')}
          <span className="ui-help block">{t('clinic.signIn.rememberHelp')}</span>
        </Checkbox>
        <Button
          type="submit"
          look="primary"
          pendingLabel={entering.isPending ? t('clinic.signIn.unlocking') : undefined}
        >
          {t('clinic.signIn.action')}
        </Button>
        {hasPasskeys() && (
          <Button
            pendingLabel={byPasskey.isPending ? t('clinic.signIn.unlocking') : undefined}
            onPress={() => byPasskey.mutate()}
          >
            {t('clinic.signIn.passkey')}
          </Button>
        )}
        <Button look="quiet" onPress={() => setRecovering(true)}>
          {t('clinic.signIn.paper')}
        </Button>
        <Button look="quiet" onPress={onJoin}>
          {t('clinic.join.have')}
        </Button>
      </Form>
    </Door>
  );
}
