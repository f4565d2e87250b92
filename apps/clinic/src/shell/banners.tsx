import { Banner, OfflineIcon } from '@vaiti/ui';
import { useState, useSyncExternalStore } from 'react';
import { useRotation, useSplitting } from '../app/queries.ts';
import { EmergencyNotice } from '../emergency/emergency-notice.tsx';
import { useWords } from '../lib/text.tsx';
import { useMe, useSession } from '../session/session.tsx';

/** What holds for every view: a demo practice, no connection, text that could not be sealed. */
export function Banners() {
  const { t } = useWords();
  const me = useMe();
  const { status, drafts } = useSession();
  const [demoRead, setDemoRead] = useState(false);
  const connected = useSyncExternalStore(subscribeToNetwork, () => navigator.onLine);
  const offline = !connected || (status?.state === 'signed-in' && !status.online);
  const rotation = useRotation();
  const splitting = useSplitting();
  const failing = useSyncExternalStore(drafts.subscribe, () => drafts.failing);
  return (
    <section className="banners" aria-label={t('clinic.banner.title')}>
      {me.demo && !demoRead && (
        <Banner onClose={() => setDemoRead(true)} closeLabel={t('common.close')}>
          {t('clinic.banner.demo')}
        </Banner>
      )}
      <EmergencyNotice />
      <div role="status" className="banners">
        {offline && (
          <Banner tone="warn" icon={<OfflineIcon />}>
            {t('clinic.banner.offline')}
          </Banner>
        )}
        {rotation !== undefined && <Banner>{t('clinic.banner.rotation', rotation)}</Banner>}
        {splitting !== undefined && <Banner>{t('clinic.banner.splitting', splitting)}</Banner>}
        {failing && <Banner tone="danger">{t('clinic.banner.draftFailing')}</Banner>}
      </div>
    </section>
  );
}

function subscribeToNetwork(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}
