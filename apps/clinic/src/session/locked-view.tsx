import { useMutation } from '@tanstack/react-query';
import { Button, SecretField } from '@vaiti/ui';
import { useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { useWords } from '../lib/text.tsx';
import { useTitle } from '../lib/use-title.ts';
import { ProblemView } from '../problem/problem-view.tsx';
import { hasPasskeys } from '../access/passkey.ts';
import { Door } from './door.tsx';
import { useSession } from './session.tsx';
import { SignOutDialog } from './sign-out-dialog.tsx';
import { usePasskeySignIn } from './use-passkey-sign-in.ts';

export interface LockedViewProps {
  readonly name: string;
  readonly error: unknown;
}

/** The device knows who it is; the password opens the keys. */
export function LockedView({ name, error }: LockedViewProps) {
  const { t } = useWords();
  const { client, drafts } = useSession();
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useTitle(t('clinic.locked.title'));

  const unlocking = useMutation({ mutationFn: () => client.unlock({ password }), gcTime: 0 });
  const submit = (): void => {
    if (unlocking.isPending) return;
    setMissing(password === '');
    if (password === '') input.current?.focus();
    else unlocking.mutate();
  };
  const byPasskey = usePasskeySignIn();
  const tried = unlocking.error ?? byPasskey.error;
  const refused: unknown = tried ?? (unlocking.isIdle && byPasskey.isIdle ? error : undefined);
  return (
    <Door>
      <div>
        <h1>{t('clinic.locked.title')}</h1>
        <p className="soft">
          {name === '' ? t('clinic.locked.nameless') : t('clinic.locked.who', { name })}
        </p>
      </div>
      {drafts.unsaved && <p className="ui-help">{t('clinic.locked.unsaved')}</p>}
      <Form
        className="stack"
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {refused !== undefined && <ProblemView error={refused} onRetry={submit} compact />}
        <input
          className="ui-hidden"
          tabIndex={-1}
          aria-hidden
          autoComplete="username"
          readOnly
          value={name}
        />
        <SecretField
          label={t('clinic.signIn.password')}
          showLabel={t('common.show')}
          hideLabel={t('common.hide')}
          error={missing && password === '' ? t('clinic.signIn.passwordMissing') : undefined}
          name="password"
          autoComplete="current-password"
          autoFocus
          value={password}
          onChange={setPassword}
          inputRef={input}
        />
        <Button
          type="submit"
          look="primary"
          pendingLabel={unlocking.isPending ? t('clinic.signIn.unlocking') : undefined}
        >
          {t('clinic.locked.action')}
        </Button>
        {hasPasskeys() && (
          <Button
            pendingLabel={byPasskey.isPending ? t('clinic.signIn.unlocking') : undefined}
            onPress={() => byPasskey.mutate()}
          >
            {t('clinic.locked.passkey')}
          </Button>
        )}
        <Button look="quiet" onPress={() => setLeaving(true)}>
          {t('clinic.locked.other')}
        </Button>
      </Form>
      <SignOutDialog isOpen={leaving} onClose={() => setLeaving(false)} />
    </Door>
  );
}
