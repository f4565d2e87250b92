import type { PatientFileView } from '@vaiti/client';
import { useWords } from '../lib/text.tsx';
import { readerName } from '../file/reader-name.ts';

/** Single notes on loan: who reads which, and until when. */
export function LoansPart({ view }: { readonly view: PatientFileView }) {
  const { t, date } = useWords();
  const loans = view.readers.filter(({ scope }) => scope === 'entry');
  if (loans.length === 0) return null;
  const titleOf = (seq: number | null): string => {
    const item = view.timeline.find(({ versions }) => versions.some((one) => one.seq === seq));
    const title = item?.versions.find((one) => one.seq === seq)?.title ?? '';
    return title === '' ? t('clinic.note.untitled') : title;
  };
  return (
    <section className="readers-scope" aria-labelledby="readers-loans">
      <h3 id="readers-loans">{t('clinic.readers.scope.entry')}</h3>
      <ul>
        {loans.map((loan) => (
          <li key={`${loan.principal}/${String(loan.entry)}`} className="reader">
            <p className="reader-name">{readerName(t, loan)}</p>
            <p>{titleOf(loan.entry)}</p>
            <p className="note-by">
              {t('clinic.readers.since', { day: date(loan.since), name: loan.grantedBy })}
              {loan.until !== null && (
                <span> {t('clinic.readers.until', { day: date(loan.until) })}</span>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
