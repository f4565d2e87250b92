import { loanDays } from '@vaiti/care';
import type { PatientFileView } from '@vaiti/client';
import { Select } from '@vaiti/ui';
import { useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { useSession } from '../session/session.tsx';
import { dayIn } from './days.ts';
import { useSupervisor } from './use-lent.ts';

type Days = `${number}`;

/** The note that was written last: what has just been signed. */
function newestNote({ timeline }: PatientFileView): number | undefined {
  const seqs = timeline.flatMap(({ kind, versions }) =>
    kind === 'note' ? versions.map(({ seq }) => seq) : [],
  );
  return seqs.length === 0 ? undefined : Math.max(...seqs);
}

/**
 * For who has a supervisor: for how long the note is lent to them when it is signed. `lend` does it;
 * a note that is signed stays signed when that fails.
 */
export function useLendOnSigning(isOpen: boolean) {
  const { t } = useWords();
  const { client } = useSession();
  const supervisor = useSupervisor(isOpen).data ?? undefined;
  const [days, setDays] = useState<Days>(`${loanDays.usual}`);
  const lends = supervisor !== undefined && Number(days) > 0;
  const lend = async (view: PatientFileView): Promise<void> => {
    const seq = newestNote(view);
    if (supervisor === undefined || seq === undefined || !lends) return;
    const until = dayIn(Number(days), new Date());
    await client.lendNote({ file: view.file, seq, principal: supervisor.principal, until });
  };
  const choice = supervisor !== undefined && (
    <Select
      label={t('clinic.lend.onSigning', { name: supervisor.name })}
      value={days}
      options={loanDays.choices.map((count) => ({
        key: `${count}` as Days,
        label: t('clinic.lend.days', { count }),
      }))}
      onChange={setDays}
    />
  );
  return { lend, lends, choice };
}
