import type { PatientFileView } from '@vaiti/client';
import { Disclosure, Facts, ShieldIcon } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';

/** What this device checked before it showed anything, in plain words; the numbers on demand. */
export function Verified({ verified }: { readonly verified: PatientFileView['verified'] }) {
  const { t, number } = useWords();
  const { entries, head, epoch, ledgerIndex } = verified;
  return (
    <div className="verified">
      <ShieldIcon size={18} />
      <Disclosure title={t('clinic.verified.line', { count: entries })}>
        <div className="verified-details">
          <p>{t('clinic.verified.text')}</p>
          <Facts
            facts={[
              { term: t('clinic.verified.entries'), value: number(entries) },
              {
                term: t('clinic.verified.head'),
                value: <code title={head}>{head.slice(0, 16)}</code>,
              },
              { term: t('clinic.verified.epoch'), value: number(epoch) },
              { term: t('clinic.verified.ledger'), value: number(ledgerIndex) },
            ]}
          />
        </div>
      </Disclosure>
    </div>
  );
}
