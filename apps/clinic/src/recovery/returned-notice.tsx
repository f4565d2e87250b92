import type { ReturnedView } from '@vaiti/client';
import { Banner, Button } from '@vaiti/ui';
import { useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { GiveBackDialog } from './give-back-dialog.tsx';
import { useReturned } from './use-recovery.ts';

/** Above the caseload: a colleague has new keys and waits for files that one has in common. */
export function ReturnedNotice() {
  const { t } = useWords();
  const { data = [] } = useReturned();
  const [chosen, setChosen] = useState<ReturnedView>();
  return (
    <>
      {data.map((one) => (
        <Banner
          key={one.principal}
          tone="warn"
          action={
            <Button small onPress={() => setChosen(one)}>
              {t('clinic.recovery.compare')}
            </Button>
          }
        >
          {t('clinic.recovery.returned', { name: one.name, files: one.files })}
        </Banner>
      ))}
      {chosen !== undefined && (
        <GiveBackDialog returned={chosen} onClose={() => setChosen(undefined)} />
      )}
    </>
  );
}
