import { Button } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import { AlarmPanel } from './alarm-panel.tsx';
import { problemOf } from './problem.ts';

export interface ProblemViewProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
  /** Inside a form, where it stands between fields. */
  readonly compact?: boolean;
}

/** What happened and what to do, in words; the code beside it. */
export function ProblemView({ error, onRetry, compact = false }: ProblemViewProps) {
  const { t } = useWords();
  const problem = problemOf(error);
  if (problem.kind === 'alarm') return <AlarmPanel problem={problem} />;
  const retry = onRetry !== undefined && problem.kind !== 'correct';
  return (
    <div className={compact ? 'problem problem-compact' : 'problem'} role="alert">
      <p className="problem-title">{t(`error.${problem.group}.title`)}</p>
      <p>{t(`error.${problem.group}.action`)}</p>
      {(problem.kind === 'fault' || problem.group === 'input-refused') && (
        <p className="problem-code">
          {t('common.code')} <code>{problem.code}</code>
          {problem.reference !== undefined && (
            <>
              {' · '}
              {t('common.reference')} <code>{problem.reference}</code>
            </>
          )}
        </p>
      )}
      {retry && <Button onPress={onRetry}>{t('common.retry')}</Button>}
    </div>
  );
}
