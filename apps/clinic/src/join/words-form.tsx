import { useMutation } from '@tanstack/react-query';
import { Button, TextField } from '@vaiti/ui';
import { useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';

/** The twelve words as they were handed over. */
export function WordsForm({ onCode }: { readonly onCode: (code: string) => void }) {
  const { t } = useWords();
  const { client } = useSession();
  const [words, setWords] = useState('');
  const [missing, setMissing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const looking = useMutation({
    mutationFn: (code: string) => client.joinLook({ code }),
    gcTime: 0,
    onSuccess: (_, code) => onCode(code),
  });
  const submit = (): void => {
    const code = words.trim();
    setMissing(code === '');
    if (code === '') input.current?.focus();
    else if (!looking.isPending) looking.mutate(code);
  };
  return (
    <Form
      className="stack"
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {looking.error !== null && <ProblemView error={looking.error} compact />}
      <TextField
        label={t('clinic.join.words')}
        description={t('clinic.join.wordsHelp')}
        error={missing && words.trim() === '' ? t('clinic.join.wordsMissing') : undefined}
        name="words"
        autoComplete="off"
        spellCheck="false"
        autoFocus
        value={words}
        onChange={setWords}
        inputRef={input}
      />
      <Button
        type="submit"
        look="primary"
        pendingLabel={looking.isPending ? t('clinic.join.looking') : undefined}
      >
        {t('clinic.join.continue')}
      </Button>
    </Form>
  );
}
