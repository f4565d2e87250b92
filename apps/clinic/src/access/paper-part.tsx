import { useMutation } from '@tanstack/react-query';
import type { WayLine } from '@vaiti/client';
import { Button, Dialog, TextField } from '@vaiti/ui';
import { useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { useAccessChange } from './use-access.ts';
import { WayRow } from './way-row.tsx';

/** The paper key: for the day when password or Secret Key are lost. */
export function PaperPart({ paper }: { readonly paper: WayLine | undefined }) {
  const { t } = useWords();
  const { client } = useSession();
  const making = useMutation({ mutationFn: () => client.newPaperKey({}), gcTime: 0 });
  return (
    <section className="people-part" aria-labelledby="access-paper">
      <h2 id="access-paper">{t('clinic.access.kind.paper')}</h2>
      <p className="soft">{t('clinic.access.paperHelp')}</p>
      {making.error !== null && <ProblemView error={making.error} compact />}
      {paper !== undefined && (
        <ul>
          <WayRow way={paper} />
        </ul>
      )}
      <Button onPress={() => making.mutate()}>{t('clinic.access.makePaper')}</Button>
      {making.data !== undefined && <PaperDialog {...making.data} onClose={() => making.reset()} />}
    </section>
  );
}

interface PaperDialogProps {
  readonly words: readonly string[];
  /** Places of the words that are asked for, from 0. */
  readonly ask: readonly number[];
  readonly onClose: () => void;
}

/** Shows the words once, then asks for some of them: only then do they count. */
function PaperDialog({ words, ask, onClose }: PaperDialogProps) {
  const { t } = useWords();
  const { client } = useSession();
  const [checking, setChecking] = useState(false);
  const [answers, setAnswers] = useState<readonly string[]>(ask.map(() => ''));
  const keeping = useAccessChange((given: string[]) => client.keepPaperKey({ answers: given }));
  const forward = checking
    ? {
        label: t('clinic.access.keepPaper'),
        act: () => keeping.mutate([...answers], { onSuccess: onClose }),
      }
    : { label: t('clinic.access.written'), act: () => setChecking(true) };
  return (
    <Dialog
      role="alertdialog"
      title={t('clinic.access.makePaper')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          {checking ? (
            <Button onPress={() => setChecking(false)}>{t('clinic.access.showWords')}</Button>
          ) : (
            <Button onPress={() => print()}>{t('clinic.access.print')}</Button>
          )}
          <Button
            look="primary"
            pendingLabel={keeping.isPending ? forward.label : undefined}
            onPress={forward.act}
          >
            {forward.label}
          </Button>
        </>
      }
    >
      {checking ? (
        <>
          <p>{t('clinic.access.paperCheck')}</p>
          {ask.map((at, i) => (
            <TextField
              key={at}
              label={t('clinic.access.paperWord', { number: at + 1 })}
              autoComplete="off"
              value={answers[i] ?? ''}
              onChange={(word) => setAnswers(answers.map((old, j) => (j === i ? word : old)))}
            />
          ))}
          {keeping.error !== null && <ProblemView error={keeping.error} compact />}
        </>
      ) : (
        <>
          <p>{t('clinic.access.paperShown')}</p>
          <ol className="paper-words" lang="en">
            {words.map((word, at) => (
              <li key={at}>{word}</li>
            ))}
          </ol>
        </>
      )}
    </Dialog>
  );
}
