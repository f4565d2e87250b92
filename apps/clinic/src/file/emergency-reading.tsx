import { useNavigate } from '@tanstack/react-router';
import { Banner, Button } from '@vaiti/ui';
import { useEmergencyChange } from '../emergency/use-emergencies.ts';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';

/** Says that the file is open because of an emergency, and ends that. */
export function EmergencyReading({
  file,
  until,
}: {
  readonly file: string;
  readonly until: string;
}) {
  const { t, date } = useWords();
  const { client } = useSession();
  const navigate = useNavigate();
  const closing = useEmergencyChange(() => client.closeEmergency({ file }));
  return (
    <>
      <Banner
        tone="warn"
        action={
          <Button
            small
            pendingLabel={closing.isPending ? t('clinic.emergency.closing') : undefined}
            onPress={() =>
              closing.mutate(undefined, { onSuccess: () => void navigate({ to: '/emergency' }) })
            }
          >
            {t('clinic.emergency.close')}
          </Button>
        }
      >
        {t('clinic.emergency.readingUntil', { day: date(until) })}
      </Banner>
      {closing.error !== null && <ProblemView error={closing.error} compact />}
    </>
  );
}
