import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useFileChanges } from '../app/queries.ts';
import { useWords } from '../lib/text.tsx';
import { useMe } from '../session/session.tsx';
import { AutoLock } from './auto-lock.tsx';
import { Banners } from './banners.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { UserMenu } from './user-menu.tsx';
import { useShortcut } from './use-shortcut.ts';

/** The frame of everything that a signed-in person sees. */
export function Shell() {
  const { t } = useWords();
  const me = useMe();
  const [help, setHelp] = useState(false);
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  useFileChanges();
  useShortcut('?', () => setHelp(true));
  useEffect(() => {
    // In braces: newer browsers return a promise here, which is no clean-up function.
    scrollTo(0, 0);
  }, [pathname]);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('clinic.shell.skip')}
      </a>
      <header className="shell-head">
        <Link to="/" className="wordmark wordmark-small" aria-label={t('clinic.shell.home')}>
          Vaiti
        </Link>
        <span className="shell-practice">{me.practiceName}</span>
        <UserMenu onHelp={() => setHelp(true)} />
      </header>
      <Banners />
      <main id="main" tabIndex={-1} className="shell-main">
        <Outlet />
      </main>
      <HelpDialog isOpen={help} onClose={() => setHelp(false)} />
      <AutoLock />
    </div>
  );
}
