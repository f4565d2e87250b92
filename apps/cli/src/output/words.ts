import {
  bestLocale,
  cliMessages,
  commonMessages,
  errorMessages,
  type FormatMessage,
  formatLocales,
  formatMessage,
  type IdsOf,
  joined,
  type Locale,
} from '@vaiti/i18n';

const messages = joined(cliMessages, errorMessages, commonMessages);

export type WordId = IdsOf<typeof messages>;
export type Words = FormatMessage<WordId>;

/** The language that VAITI_LANG or the locale variables ask for (POSIX.1-2024 XBD 8.2), or English. */
export function localeOf(env: NodeJS.ProcessEnv): Locale {
  const wanted = [env['VAITI_LANG'], env['LC_ALL'], env['LC_MESSAGES'], env['LANG']];
  return bestLocale(wanted.flatMap((tag) => tag || []));
}

/** Messages of the command line in one language. */
export function wordsIn(locale: Locale): Words {
  return formatMessage(locale, messages);
}

/** Numbers as that language writes them, at most `digits` after the point. */
export function numbersIn(locale: Locale, digits = 0): (value: number) => string {
  const format = new Intl.NumberFormat(formatLocales[locale], { maximumFractionDigits: digits });
  return (value) => format.format(value);
}
