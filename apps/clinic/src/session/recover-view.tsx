import { useMutation } from '@tanstack/react-query';
import { Button, SecretField, TextArea } from '@vaiti/ui';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { SHORTEST } from '../access/password-part.tsx';
import { useWords } from '../lib/text.tsx';
import { useTitle } from '../lib/use-title.ts';
import { ProblemView } from '../problem/problem-view.tsx';
import { Door } from './door.tsx';
import { useSession } from './session.tsx';

export interface RecoverViewProps {
  readonly onBack: () => void;
  /** The new Secret Key was written down. */
  readonly onDone: (secretKey: string) => void;
}

/** With the words of the paper key to a new password and Secret Key. */
export function RecoverView({ onBack, onDone }: RecoverViewProps) {
  const { t } = useWords();
  const { client } = useSession();
  const [words, setWords] = useState('');
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  useTitle(t('clinic.recover.title'));
  const recovering = useMutation({
    mutationFn: () => client.recoverByPaper({ words, password }),
    gcTime: 0,
  });
  const short = [...password].length < SHORTEST;
  const help = t('clinic.access.newPasswordHelp', { shortest: SHORTEST });
  const submit = (): void => {
    setAsked(true);
    if (!short && !recovering.isPending) recovering.mutate();
  };
  const { data } = recovering;
  if (data !== undefined) {
    return (
      <Door>
        <h1>{t('clinic.recover.done')}</h1>
        <p>{t('clinic.access.newSecretKeyShown')}</p>
        <code className="fingerprint">{data.secretKey}</code>
        <Button onPress={() => print()}>{t('clinic.access.print')}</Button>
        <Button look="primary" onPress={() => onDone(data.secretKey)}>
          {t('clinic.access.written')}
        </Button>
      </Door>
    );
  }
  return (
    <Door>
      <div>
        <h1>{t('clinic.recover.title')}</h1>
        <p className="soft">{t('clinic.recover.text')}</p>
      </div>
      <Form
        className="stack"
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {recovering.error !== null && <ProblemView error={recovering.error} compact />}
        <TextArea
          label={t('clinic.recover.words')}
          description={t('clinic.recover.wordsHelp')}
          value={words}
          onChange={setWords}
        />
        <SecretField
          showLabel={t('common.show')}
          hideLabel={t('common.hide')}
          label={t('clinic.access.newPassword')}
          description={help}
          error={asked && short ? help : undefined}
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
        />
        <Button
          type="submit"
          look="primary"
          pendingLabel={recovering.isPending ? t('clinic.access.changing') : undefined}
        >
          {t('clinic.recover.action')}
        </Button>
        <Button look="quiet" onPress={onBack}>
          {t('common.cancel')}
        </Button>
      </Form>
    </Door>
  );
}
