import { retentionOf } from '@vaiti/care';
import type { PatientFileView } from '@vaiti/client';
import { Button, Facts } from '@vaiti/ui';
import { useState } from 'react';
import { todayIso } from '../lib/dates.ts';
import { phoneText } from '../lib/phone-text.ts';
import { useWords } from '../lib/text.tsx';

type Contact = PatientFileView['contact'];

/** Contact details to read. The identity code only when asked for: somebody may look on. */
export function ContactFacts({ contact }: { readonly contact: Contact }) {
  const { t, date } = useWords();
  const { address } = contact;
  const place = [address?.postalCode ?? '', address?.city ?? ''].filter((part) => part !== '');
  const street = address === null ? [] : [...address.lines, place.join(' '), address.country ?? ''];
  const none = <span className="soft">{t('clinic.contact.none')}</span>;
  const lines = (values: readonly string[]) => {
    const filled = values.filter((value) => value !== '');
    return filled.length === 0 ? none : filled.map((value) => <div key={value}>{value}</div>);
  };
  return (
    <>
      <Facts
        facts={[
          { term: t('clinic.contact.given'), value: lines([contact.given.join(' ')]) },
          { term: t('clinic.contact.family'), value: lines([contact.family]) },
          {
            term: t('clinic.contact.birthDate'),
            value: contact.birthDate === null ? none : date(contact.birthDate),
          },
          ...(contact.deceased === null
            ? []
            : [{ term: t('clinic.contact.deceased'), value: date(contact.deceased) }]),
          {
            term: t('clinic.contact.hetu'),
            value: contact.hetu === null ? none : <Hetu code={contact.hetu} />,
          },
          { term: t('clinic.contact.gender'), value: t(`common.gender.${contact.gender}`) },
          { term: t('clinic.contact.kept'), value: <Kept contact={contact} /> },
          { term: t('clinic.contact.language'), value: t(`common.language.${contact.language}`) },
          { term: t('clinic.contact.phones'), value: lines(contact.phones.map(phoneText)) },
          { term: t('clinic.contact.emails'), value: lines(contact.emails) },
          { term: t('clinic.contact.address'), value: lines(street) },
        ]}
      />
      {contact.guardians.length > 0 && (
        <div className="stack">
          <h3>{t('clinic.contact.guardians')}</h3>
          <ul className="guardians">
            {contact.guardians.map((guardian) => (
              <li key={`${guardian.name}/${guardian.relation}`} className="guardian">
                <p className="reader-name">
                  {guardian.name}
                  {guardian.relation !== '' && <span className="soft"> · {guardian.relation}</span>}
                </p>
                <p>{[...guardian.phones.map(phoneText), ...guardian.emails].join(' · ')}</p>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** How long the file must be kept, and why. */
function Kept({ contact }: { readonly contact: Contact }) {
  const { t, date } = useWords();
  const { rule, until, why } = retentionOf(contact, todayIso(new Date()));
  if (until === null) return <span className="soft">{t('clinic.contact.keptUnknown')}</span>;
  const day = date(until);
  if (why === 'death') return <>{t('clinic.contact.keptDeath', { day })}</>;
  return <>{t('clinic.contact.keptBirth', { day, years: rule?.yearsAfterDeath ?? 0 })}</>;
}

function Hetu({ code }: { readonly code: string }) {
  const { t } = useWords();
  const [shown, setShown] = useState(false);
  return (
    <span className="hetu">
      <span>{shown ? code : '••••••–••••'}</span>
      <Button
        look="quiet"
        small
        aria-label={t(shown ? 'clinic.contact.hetuHide' : 'clinic.contact.hetuShow')}
        onPress={() => setShown(!shown)}
      >
        {t(shown ? 'common.hide' : 'common.show')}
      </Button>
    </span>
  );
}
