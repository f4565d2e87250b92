import { Button, Dialog } from '@vaiti/ui';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { type Idleness, idleness } from '../session/idle.ts';
import { useSession } from '../session/session.tsx';

const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Locks after ten minutes without a sign of the person, and says so a minute before. The clock is
 * asked, not counted, so that a laptop that slept locks when it wakes.
 */
export function AutoLock() {
  const { t } = useWords();
  const { lock } = useSession();
  const lastSeen = useRef(0);
  const [idle, setIdle] = useState<Idleness>({ state: 'here' });

  const seen = useEffectEvent(() => {
    if (idle.state === 'here') lastSeen.current = Date.now();
  });
  const tick = useEffectEvent(() => {
    const next = idleness(lastSeen.current, Date.now());
    if (next.state === 'here' && idle.state === 'here') return;
    setIdle(next);
    if (next.state === 'gone' && idle.state !== 'gone') void lock();
  });
  useEffect(() => {
    lastSeen.current = Date.now();
    const onSign = (): void => seen();
    const timer = setInterval(() => tick(), 1000);
    for (const sign of signs) addEventListener(sign, onSign, { passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of signs) removeEventListener(sign, onSign);
    };
  }, []);

  const stay = (): void => {
    lastSeen.current = Date.now();
    setIdle({ state: 'here' });
  };
  return (
    <Dialog
      role="alertdialog"
      title={t('clinic.idle.title')}
      isOpen={idle.state === 'leaving'}
      onClose={stay}
      actions={
        <>
          <Button onPress={() => void lock()}>{t('clinic.shell.lock')}</Button>
          <Button look="primary" onPress={stay} autoFocus>
            {t('clinic.idle.stay')}
          </Button>
        </>
      }
    >
      <p>{t('clinic.idle.text')}</p>
      <p className="idle-count" aria-hidden>
        {idle.state === 'here' ? '' : idle.secondsLeft}
      </p>
    </Dialog>
  );
}
