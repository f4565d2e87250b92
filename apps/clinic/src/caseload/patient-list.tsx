import { Link } from '@tanstack/react-router';
import type { PatientLine } from '@vaiti/client';
import { Badge } from '@vaiti/ui';
import { type RefObject, useEffect } from 'react';
import { ageOn, todayIso } from '../lib/dates.ts';
import { phoneText } from '../lib/phone-text.ts';
import { useWords } from '../lib/text.tsx';
import { takeLastOpened } from './last-opened.ts';

export interface PatientListProps {
  readonly lines: readonly PatientLine[];
  readonly listRef: RefObject<HTMLUListElement | null>;
}

/** One link a patient. Whoever may not read notes sees how to reach the patient instead. */
export function PatientList({ lines, listRef }: PatientListProps) {
  const { t } = useWords();
  useEffect(() => {
    const last = takeLastOpened();
    if (last === undefined) return;
    listRef.current?.querySelector<HTMLElement>(`a[href*="${last}"]`)?.focus();
  }, [listRef]);
  const reception = lines.every((line) => !line.notes);
  return (
    <div className={reception ? 'patients patients-reach' : 'patients'}>
      <div className="patients-head" aria-hidden>
        <span>{t('clinic.caseload.name')}</span>
        <span>{t('clinic.caseload.born')}</span>
        {reception ? (
          <>
            <span>{t('clinic.contact.phones')}</span>
            <span>{t('clinic.contact.emails')}</span>
          </>
        ) : (
          <>
            <span>{t('clinic.caseload.centre')}</span>
            <span>{t('clinic.caseload.lastEntry')}</span>
          </>
        )}
      </div>
      <ul ref={listRef} aria-label={t('clinic.caseload.title')}>
        {lines.map((line) => (
          <li key={line.file}>
            {line.locked ? (
              <p className="patient soft">{t('clinic.caseload.locked')}</p>
            ) : (
              <PatientLink line={line} reception={reception} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function PatientLink({
  line,
  reception,
}: {
  readonly line: PatientLine;
  readonly reception: boolean;
}) {
  const { t, shortDate } = useWords();
  const { birthDate } = line;
  const age = birthDate === null ? undefined : ageOn(birthDate, todayIso(new Date()));
  return (
    <Link to="/patients/$file" params={{ file: line.file }} className="patient">
      <span className="patient-name">
        {line.name}
        {line.minor && <Badge>{t('clinic.caseload.minor')}</Badge>}
        {line.draft && <Badge tone="warn">{t('clinic.caseload.draft')}</Badge>}
      </span>
      <span className="patient-born">
        {birthDate !== null && age !== undefined && (
          <>
            <span className="ui-hidden">{t('clinic.caseload.born')} </span>
            {shortDate(birthDate)}
            <span className="soft"> {t('clinic.caseload.age', { age })}</span>
          </>
        )}
      </span>
      {reception ? (
        <>
          <span className="patient-reach">{line.phones.map(phoneText).join(', ')}</span>
          <span className="patient-reach">{line.emails.join(', ')}</span>
        </>
      ) : (
        <>
          <span className="patient-centre">{line.centreName}</span>
          <span className="patient-last">
            <span className="patient-label">{t('clinic.caseload.lastEntry')} </span>
            {shortDate(line.lastEntry)}
          </span>
        </>
      )}
    </Link>
  );
}
