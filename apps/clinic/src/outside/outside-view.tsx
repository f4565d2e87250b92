import { useState } from 'react';
import { Button, LockIcon } from '@vaiti/ui';
import { AccessView } from '../access/access-view.tsx';
import { useWords } from '../lib/text.tsx';
import { SignOutDialog } from '../session/sign-out-dialog.tsx';
import { useMe, useSession } from '../session/session.tsx';
import { AutoLock } from '../shell/auto-lock.tsx';
import { Banners } from '../shell/banners.tsx';
import { LanguageChoice } from '../shell/language-choice.tsx';
import { ThemeMenu } from '../shell/theme-menu.tsx';
import { SharedFiles } from './shared-files.tsx';

/** All that a patient or guardian sees: what was opened to them, and how they sign in. */
export function OutsideView({ onJoin }: { readonly onJoin: () => void }) {
  const { t } = useWords();
  const me = useMe();
  const { lock } = useSession();
  const [page, setPage] = useState<'shared' | 'access'>('shared');
  const [leaving, setLeaving] = useState(false);
  return (
    <div className="shell outside">
      <a className="skip" href="#main">
        {t('clinic.shell.skip')}
      </a>
      <header className="shell-head outside-head">
        <span className="wordmark wordmark-small">Vaiti</span>
        <span className="shell-practice">{me.practiceName}</span>
        <div className="outside-tools">
          <LanguageChoice />
          <ThemeMenu />
          <Button small icon={<LockIcon size={18} />} onPress={() => void lock()}>
            {t('clinic.shell.lock')}
          </Button>
        </div>
      </header>
      <Banners />
      <main id="main" tabIndex={-1} className="shell-main">
        {page === 'shared' ? <SharedFiles /> : <AccessView />}
        <p className="outside-foot">
          <Button
            look="quiet"
            small
            onPress={() => setPage(page === 'shared' ? 'access' : 'shared')}
          >
            {t(page === 'shared' ? 'clinic.access.title' : 'clinic.outside.back')}
          </Button>
          <Button look="quiet" small onPress={onJoin}>
            {t('clinic.join.have')}
          </Button>
          <Button look="quiet" small onPress={() => setLeaving(true)}>
            {t('clinic.signOut.action')}
          </Button>
        </p>
      </main>
      <SignOutDialog isOpen={leaving} onClose={() => setLeaving(false)} />
      <AutoLock />
    </div>
  );
}
