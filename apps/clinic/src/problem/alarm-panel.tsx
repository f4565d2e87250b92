import { AlarmIcon, Facts } from '@vaiti/ui';
import { useState } from 'react';
import { useWords } from '../lib/text.tsx';
import type { Problem } from './problem.ts';

/**
 * Something changed that must not change. Nothing is shown instead of something doubtful; the
 * panel says what was noticed, what that means and whom to call.
 */
export function AlarmPanel({ problem }: { readonly problem: Problem }) {
  const { t, number, time, date } = useWords();
  const [noticed] = useState(() => new Date().toISOString());
  const at = `${date(noticed)} ${time(noticed) ?? ''}`;
  const steps = ['clinic.alarm.stop', 'clinic.alarm.note', 'clinic.alarm.call'] as const;
  return (
    <section className="alarm" role="alert">
      <div className="alarm-head">
        <AlarmIcon size={28} />
        <h2>{t(`error.${problem.group}.title`)}</h2>
      </div>
      <p>{t(`error.${problem.group}.action`)}</p>
      <p>{t('clinic.alarm.nothingShown')}</p>
      <ol className="alarm-steps">
        {steps.map((step, index) => (
          <li key={step}>
            <span aria-hidden>{number(index + 1)}</span>
            {t(step)}
          </li>
        ))}
      </ol>
      <Facts
        facts={[
          { term: t('common.code'), value: <code>{problem.code}</code> },
          { term: t('clinic.alarm.noticedAt'), value: at },
          ...(problem.reference === undefined
            ? []
            : [{ term: t('common.reference'), value: <code>{problem.reference}</code> }]),
        ]}
      />
    </section>
  );
}
