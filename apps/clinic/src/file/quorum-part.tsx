import type { PatientFileView } from '@vaiti/client';
import { Disclosure } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';

/** Who could open the file in an emergency, or that nobody could. */
export function QuorumPart({ quorum }: { readonly quorum: PatientFileView['quorum'] }) {
  const { t, date } = useWords();
  return (
    <section className="readers-scope">
      <h3>{t('clinic.quorum.title')}</h3>
      {quorum === null ? (
        <p className="emergency-wrong">{t('clinic.quorum.none')}</p>
      ) : (
        <>
          <p>
            {t('clinic.quorum.officers', {
              threshold: quorum.threshold,
              count: quorum.officers.length,
              names: quorum.officers.map(({ name }) => name).join(', '),
            })}
          </p>
          <p className="note-by">
            {t('clinic.quorum.since', { day: date(quorum.since), name: quorum.by })}
          </p>
          {!quorum.current && <p>{t('clinic.quorum.old')}</p>}
          <Disclosure title={t('clinic.quorum.fingerprints')}>
            {quorum.officers.map(({ fingerprint, name }) => (
              <p key={name}>
                {name}
                <code className="fingerprint">{fingerprint}</code>
              </p>
            ))}
          </Disclosure>
        </>
      )}
    </section>
  );
}
