import { useMutation, useQuery } from '@tanstack/react-query';
import { emergencyKit, type JoinView, secretKeyWords } from '@vaiti/client';
import { Button, SecretField, Spinner, TextField } from '@vaiti/ui';
import { useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { saveBytes } from '../lib/save-bytes.ts';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { kitWords } from './kit-words.ts';
import { passwordHint } from './password-hint.ts';

export interface FinishFormProps {
  readonly code: string;
  readonly at: JoinView;
  readonly onDone: () => void;
}

/** The last step: keep the Secret Key, show that it was kept, choose a password. */
export function FinishForm({ code, at, onDone }: FinishFormProps) {
  const { t, locale } = useWords();
  const { client } = useSession();
  const key = useQuery({
    queryKey: ['join', 'secret-key'],
    queryFn: () => client.joinSecretKey({ code }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [lastGroup, setLastGroup] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const groupInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  const secretKey = key.data?.secretKey;
  const hint = passwordHint(password);
  const finishing = useMutation({
    mutationFn: async () => {
      await client.joinFinish({ code, password, lastGroup });
      await client.signIn({ secretKey: secretKey ?? '', password, remember: true });
    },
    gcTime: 0,
    onSuccess: onDone,
  });
  const save = (): void => {
    if (secretKey === undefined) return;
    const about = { name: at.name, practice: at.practiceName, server: location.origin };
    const recovery = secretKeyWords(secretKey);
    const printed = { secretKey, recovery, fingerprint: at.fingerprint ?? '' };
    const kit = { ...about, language: locale, ...printed };
    const data = emergencyKit(kit, kitWords(t));
    saveBytes({ title: t('common.kit.title'), contentType: 'application/pdf', data });
  };
  const submit = (): void => {
    if (finishing.isPending) return;
    setTried(true);
    if (lastGroup.trim() === '') groupInput.current?.focus();
    else if (hint === 'short') passwordInput.current?.focus();
    else finishing.mutate();
  };
  if (key.error !== null) return <ProblemView error={key.error} compact />;
  if (secretKey === undefined) return <Spinner label={t('common.loading')} />;
  return (
    <Form
      className="stack"
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p>{t('clinic.join.confirmed', { name: at.inviterName })}</p>
      <div className="stack">
        <p className="ui-label">{t('common.kit.secretKey')}</p>
        <code className="secret-key">{secretKey}</code>
        <p className="ui-help">{t('clinic.join.kitHelp')}</p>
        <Button onPress={save}>{t('clinic.join.kit')}</Button>
      </div>
      {finishing.error !== null && <ProblemView error={finishing.error} compact />}
      <TextField
        label={t('clinic.join.lastGroup')}
        description={t('clinic.join.lastGroupHelp')}
        error={tried && lastGroup.trim() === '' ? t('clinic.join.lastGroupMissing') : undefined}
        name="last-group"
        autoComplete="off"
        spellCheck="false"
        mono
        value={lastGroup}
        onChange={setLastGroup}
        inputRef={groupInput}
      />
      <input
        className="ui-hidden"
        tabIndex={-1}
        aria-hidden
        autoComplete="username"
        readOnly
        value={secretKey}
      />
      <SecretField
        label={t('clinic.join.password')}
        description={t(`clinic.join.hint.${hint}`)}
        error={tried && hint === 'short' ? t('clinic.join.passwordShort') : undefined}
        showLabel={t('common.show')}
        hideLabel={t('common.hide')}
        name="new-password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        inputRef={passwordInput}
      />
      <Button
        type="submit"
        look="primary"
        pendingLabel={finishing.isPending ? t('clinic.join.finishing') : undefined}
      >
        {t('clinic.join.finish')}
      </Button>
    </Form>
  );
}
