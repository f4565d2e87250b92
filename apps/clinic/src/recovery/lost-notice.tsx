import { Banner } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import { useLost } from './use-recovery.ts';

/** Above the caseload of somebody with new keys: what colleagues can give back, and what nobody can. */
export function LostNotice() {
  const { t } = useWords();
  const { data } = useLost();
  if (data === undefined || data.waiting + data.alone === 0) return null;
  const { alone, holders, waiting } = data;
  return (
    <>
      {waiting > 0 && (
        <Banner tone="warn">
          {t('clinic.recovery.ask', { files: waiting, names: holders.join(', ') })}
        </Banner>
      )}
      {alone > 0 && <Banner tone="warn">{t('clinic.recovery.alone', { files: alone })}</Banner>}
    </>
  );
}
