import { bestLocale, isLocale, type Locale } from '@vaiti/i18n';

/** How the page looks: as the system says, or as chosen. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const LANGUAGE = 'vaiti.language';
const THEME = 'vaiti.theme';

/** The chosen language, or the browser's best. */
export function readLocale(): Locale {
  const stored = read(LANGUAGE);
  return isLocale(stored) ? stored : bestLocale(navigator.languages);
}

/** Language and theme are all that is ever kept unsealed by the page. */
export function keepLocale(locale: Locale): void {
  write(LANGUAGE, locale);
}

/** The chosen theme; the system's unless chosen. */
export function readTheme(): Theme {
  const stored = read(THEME);
  return themes.find((theme) => theme === stored) ?? 'system';
}

/** Keeps the theme for the next start. */
export function keepTheme(theme: Theme): void {
  write(THEME, theme);
}

/** Puts the theme on the page; tokens.css does the rest. */
export function applyTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
}

/** Storage may be switched off in the browser: then choices last as long as the page. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
