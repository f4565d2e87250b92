import type { WayLine } from '@vaiti/client';
import { Button, Dialog } from '@vaiti/ui';
import { useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { useAccessChange } from './use-access.ts';
import { wayName } from './way-name.ts';

/** A way that can be taken away: a device, a passkey or the paper key. */
export function WayRow({ way }: { readonly way: WayLine }) {
  const { t, date } = useWords();
  const { client } = useSession();
  const [asking, setAsking] = useState(false);
  const removing = useAccessChange((id: string) => client.removeWay({ id }));
  const name = wayName(t, way);
  return (
    <li className="person">
      <div className="person-who">
        <p className="person-name">{name}</p>
        <p className="note-by">
          {t('clinic.access.added', { day: date(way.added) })}
          {' · '}
          {way.used === null
            ? t('clinic.access.neverUsed')
            : t('clinic.access.used', { day: date(way.used) })}
          {way.current && ` · ${t('clinic.access.thisOne')}`}
        </p>
      </div>
      <Button
        small
        onPress={() => setAsking(true)}
        aria-label={t('clinic.access.removeOf', { name })}
      >
        {t('clinic.access.remove')}
      </Button>
      <Dialog
        role="alertdialog"
        title={t('clinic.access.removeOf', { name })}
        isOpen={asking}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onPress={() => setAsking(false)}>{t('common.cancel')}</Button>
            <Button
              look="danger"
              pendingLabel={removing.isPending ? t('clinic.access.remove') : undefined}
              onPress={() => removing.mutate(way.id)}
            >
              {t('clinic.access.remove')}
            </Button>
          </>
        }
      >
        <p>{t('clinic.access.removeText')}</p>
        {removing.error !== null && <ProblemView error={removing.error} compact />}
      </Dialog>
    </li>
  );
}
