import { Link } from '@tanstack/react-router';
import type { PatientFileView } from '@vaiti/client';
import { Badge } from '@vaiti/ui';
import { useRef } from 'react';
import { ageOn, todayIso } from '../lib/dates.ts';
import { useWords } from '../lib/text.tsx';
import { useArrival } from '../lib/use-arrival.ts';
import { Verified } from './verified.tsx';

/** Who the file is about, that it was checked, and its parts. */
export function FileHead({ view }: { readonly view: PatientFileView }) {
  const { t, date } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useArrival(heading);
  const { line, contact } = view;
  const { file } = view;
  const facts = [
    ...(contact.birthDate === null
      ? []
      : [
          t('clinic.file.born', {
            date: date(contact.birthDate),
            age: ageOn(contact.birthDate, todayIso(new Date())),
          }),
        ]),
    t(`common.language.${contact.language}`),
    ...(line.centreName === null ? [] : [line.centreName]),
  ];
  const parts = { params: { file }, className: 'part', activeOptions: { exact: true } };
  return (
    <header className="file-head">
      <div className="file-name">
        <h1 ref={heading} tabIndex={-1}>
          {line.name}
        </h1>
        {line.minor && <Badge>{t('clinic.caseload.minor')}</Badge>}
      </div>
      <p className="file-facts">{facts.join(' · ')}</p>
      {line.minor && contact.guardians.length > 0 && (
        <p className="file-facts">
          {t('clinic.file.guardians', {
            names: contact.guardians
              .map(({ name, relation }) => (relation === '' ? name : `${name} (${relation})`))
              .join(', '),
          })}
        </p>
      )}
      <Verified verified={view.verified} />
      <nav className="parts" aria-label={t('clinic.file.parts')}>
        {line.notes && (
          <Link
            to="/patients/$file"
            {...parts}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {t('clinic.record.title')}
          </Link>
        )}
        <Link to="/patients/$file/contact" {...parts}>
          {t('clinic.contact.title')}
        </Link>
        <Link to="/patients/$file/readers" {...parts}>
          {t('clinic.readers.title')}
        </Link>
      </nav>
    </header>
  );
}
