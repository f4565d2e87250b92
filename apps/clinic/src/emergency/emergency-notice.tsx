import { Link } from '@tanstack/react-router';
import { Banner } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import { isWaiting } from './emergency-view.tsx';
import { useEmergencies } from './use-emergencies.ts';

/** Above every view: that a file of one's own was opened, or that a request waits for one's word. */
export function EmergencyNotice() {
  const { t } = useWords();
  const { data = [] } = useEmergencies();
  const waiting = data.filter((request) => isWaiting(request) && !request.own);
  if (waiting.length === 0) return null;
  const opened = waiting.some(({ unseen }) => unseen);
  return (
    <Banner
      tone="warn"
      action={
        <Link to="/emergency" className="emergency-link">
          {t('clinic.emergency.look')}
        </Link>
      }
    >
      {t(opened ? 'clinic.emergency.noticeOpened' : 'clinic.emergency.noticeWaits', {
        count: waiting.length,
      })}
    </Banner>
  );
}
