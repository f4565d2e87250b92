/** The languages of the product, as BCP 47 language tags. */
export const locales = ['fi', 'sv', 'en'] as const;
export type Locale = (typeof locales)[number];

/** Each language by its own name. */
export const localeNames = {
  fi: 'Suomi',
  sv: 'Svenska',
  en: 'English',
} as const satisfies Record<Locale, string>;

/** Tags with a region: dates, times and numbers are written as in Finland. */
export const formatLocales = {
  fi: 'fi-FI',
  sv: 'sv-FI',
  en: 'en-GB',
} as const satisfies Record<Locale, string>;

/** Narrows what a store, a flag or a person gave. */
export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}

/**
 * The first of the wanted BCP 47 tags (best first; `sv-FI`, `fi_FI.UTF-8` and the like are fine)
 * whose language we speak, or English.
 */
export function bestLocale(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split(/[-_.@]/, 1)[0];
    if (isLocale(language)) return language;
  }
  return 'en';
}
