import type { ReactNode } from 'react';
import { LanguageChoice } from '../shell/language-choice.tsx';
import { ThemeMenu } from '../shell/theme-menu.tsx';
import { useWords } from '../lib/text.tsx';

/** The frame of what is seen before the keys are open. */
export function Door({ children }: { readonly children: ReactNode }) {
  const { t } = useWords();
  return (
    <div className="door">
      <header className="door-head">
        <LanguageChoice />
        <ThemeMenu />
      </header>
      <main className="door-main">
        <p className="wordmark">Vaiti</p>
        <div className="door-card">{children}</div>
        <p className="door-foot">{t('clinic.signIn.promise')}</p>
      </main>
    </div>
  );
}
