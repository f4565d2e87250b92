import {
  bestLocale,
  errorGroups,
  errorMessages,
  formatMessage,
  isGroupedCode,
  type Locale,
} from '@vaiti/i18n';

/** The language that VAITI_LANG or the locale variables ask for. */
export function localeOf(env: NodeJS.ProcessEnv): Locale {
  const wanted = [env['VAITI_LANG'], env['LC_ALL'], env['LC_MESSAGES'], env['LANG']];
  return bestLocale(wanted.flatMap((tag) => (tag === undefined || tag === '' ? [] : [tag])));
}

/** What the apps tell a person about a refusal with this code. */
export function toldOf(code: string, locale: Locale): string {
  if (!isGroupedCode(code)) return code;
  return formatMessage(locale, errorMessages)(`error.${errorGroups[code]}.title`);
}
