import { formatLocales, type Locale, messagesFor } from '@vaiti/i18n';
import { I18nProvider } from '@vaiti/ui';
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { IntlProvider } from 'react-intl';
import {
  applyTheme,
  keepLocale,
  keepTheme,
  readLocale,
  readTheme,
  type Theme,
} from '../lib/settings.ts';
import { messages } from '../lib/text.tsx';

interface Settings {
  readonly locale: Locale;
  readonly setLocale: (locale: Locale) => void;
  readonly theme: Theme;
  readonly setTheme: (theme: Theme) => void;
  /** Single letters as shortcuts; WCAG 2.2, 2.1.4 asks that they can be switched off. */
  readonly shortcuts: boolean;
  readonly setShortcuts: (on: boolean) => void;
}

const SettingsContext = createContext<Settings | undefined>(undefined);

/** Language, theme and shortcuts, on every view. */
export function SettingsProvider({ children }: { readonly children: ReactNode }) {
  const [locale, setLocale] = useState(readLocale);
  const [theme, setTheme] = useState(readTheme);
  const [shortcuts, setShortcuts] = useState(true);
  const tag = formatLocales[locale];
  const words = useMemo(() => messagesFor<string>(locale, messages), [locale]);

  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);

  const settings = useMemo<Settings>(
    () => ({
      locale,
      setLocale: (next) => {
        keepLocale(next);
        setLocale(next);
      },
      theme,
      setTheme: (next) => {
        keepTheme(next);
        applyTheme(next);
        setTheme(next);
      },
      shortcuts,
      setShortcuts,
    }),
    [locale, theme, shortcuts],
  );

  return (
    <SettingsContext value={settings}>
      <IntlProvider locale={tag} messages={words}>
        <I18nProvider locale={tag}>{children}</I18nProvider>
      </IntlProvider>
    </SettingsContext>
  );
}

/** The settings of the view that calls. */
export function useSettings(): Settings {
  const settings = use(SettingsContext);
  if (settings === undefined) throw new Error('outside of the settings');
  return settings;
}
