import { useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { type Retention, retentionOf, standingOn } from '@vaiti/care';
import type { PatientFileView } from '@vaiti/client';
import { Button, Dialog, Spinner, TextField } from '@vaiti/ui';
import { useState } from 'react';
import { caseloadKey } from '../app/queries.ts';
import { todayIso } from '../lib/dates.ts';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { useForgetChange, useForgetState } from './use-forgetting.ts';

export interface ForgetDialogProps {
  readonly view: PatientFileView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The end of a file, in two steps: a second person is asked, then the name is typed. */
export function ForgetDialog({ view, isOpen, onClose }: ForgetDialogProps) {
  const { t } = useWords();
  const state = useForgetState(view.file, isOpen);
  const request = state.data?.request ?? null;
  const agreed = (request?.agreed.length ?? 0) > 0;
  return (
    <Dialog
      title={t('clinic.forget.title', { name: view.line.name })}
      isOpen={isOpen}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t('common.close')}</Button>}
    >
      {state.error !== null && <ProblemView error={state.error} compact />}
      {state.data === undefined && state.error === null && (
        <Spinner label={t('clinic.forget.reading')} />
      )}
      {state.data !== undefined && request === null && <AskStep view={view} />}
      {request !== null && !agreed && <p role="status">{t('clinic.forget.waits')}</p>}
      {state.data !== undefined && request !== null && agreed && (
        <EndStep view={view} name={state.data.name} agreed={request.agreed} />
      )}
    </Dialog>
  );
}

/** The rule in words, as the second person reads it, too. */
function useRule(retention: Retention): string {
  const { t, date } = useWords();
  const { until, why } = retention;
  if (until === null) return t('clinic.contact.keptUnknown');
  const day = date(until);
  return t(why === 'death' ? 'clinic.forget.ruleDeath' : 'clinic.forget.ruleBirth', { day });
}

function AskStep({ view }: { readonly view: PatientFileView }) {
  const { t } = useWords();
  const { client } = useSession();
  const day = todayIso(new Date());
  const retention = retentionOf(view.contact, day);
  const isOver = standingOn(retention, day) === 'over';
  const rule = useRule(retention);
  const [basis, setBasis] = useState('');
  const [tried, setTried] = useState(false);
  const asking = useForgetChange((args: Parameters<typeof client.askToForget>[0]) =>
    client.askToForget(args),
  );
  const missing = !isOver && basis.trim() === '';
  const ask = (): void => {
    setTried(true);
    if (missing || asking.isPending) return;
    const early = t('clinic.forget.early', { basis: basis.trim() });
    asking.mutate({ file: view.file, reason: isOver ? rule : `${rule}\n${early}` });
  };
  return (
    <div className="stack">
      <p>{rule}</p>
      {!isOver && (
        <TextField
          label={t('clinic.forget.basis')}
          description={t('clinic.forget.basisHelp')}
          value={basis}
          maxLength={1000}
          onChange={setBasis}
          error={tried && missing ? t('clinic.forget.basisMissing') : undefined}
        />
      )}
      <p>{t('clinic.forget.second')}</p>
      {asking.error !== null && <ProblemView error={asking.error} compact />}
      <div>
        <Button
          look="primary"
          pendingLabel={asking.isPending ? t('clinic.forget.ask') : undefined}
          onPress={ask}
        >
          {t('clinic.forget.ask')}
        </Button>
      </div>
    </div>
  );
}

function EndStep({
  view,
  name,
  agreed,
}: {
  readonly view: PatientFileView;
  readonly name: string;
  readonly agreed: readonly string[];
}) {
  const { t } = useWords();
  const { client } = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const ending = useForgetChange((args: Parameters<typeof client.forget>[0]) =>
    client.forget(args),
  );
  const wrong = typed.trim() !== name;
  const end = (): void => {
    setTried(true);
    if (wrong || ending.isPending) return;
    ending.mutate(
      { file: view.file, name: typed },
      {
        onSuccess: () => {
          void queries.invalidateQueries({ queryKey: caseloadKey });
          void navigate({ to: '/' });
        },
      },
    );
  };
  return (
    <div className="stack">
      <p>{t('clinic.forget.agreed', { names: agreed.join(', ') })}</p>
      <p>{t('clinic.forget.undone')}</p>
      <TextField
        label={t('clinic.forget.type', { name })}
        value={typed}
        autoComplete="off"
        onChange={setTyped}
        error={tried && wrong ? t('clinic.forget.typeWrong') : undefined}
      />
      {ending.error !== null && <ProblemView error={ending.error} compact />}
      <div>
        <Button
          look="danger"
          pendingLabel={ending.isPending ? t('clinic.forget.end') : undefined}
          onPress={end}
        >
          {t('clinic.forget.end')}
        </Button>
      </div>
    </div>
  );
}
