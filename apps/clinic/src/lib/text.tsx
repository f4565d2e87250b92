import {
  formatLocales,
  type IdsOf,
  clinicMessages,
  commonMessages,
  errorMessages,
  isLocale,
  joined,
  type Locale,
} from '@vaiti/i18n';
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { dateText, shortDateText, timeText } from './dates.ts';

/** Every message of this app. */
export const messages = joined(clinicMessages, commonMessages, errorMessages);
export type MessageId = IdsOf<typeof messages>;

type Values = Readonly<Record<string, string | number>>;

/** Writes a message in the person's language. */
export type Text = (id: MessageId, values?: Values) => string;

/** Words, dates and numbers in the person's language. */
export interface Words {
  readonly t: Text;
  readonly locale: Locale;
  /** `3 April 2026`. */
  readonly date: (iso: string) => string;
  /** `03/04/2026`. */
  readonly shortDate: (iso: string) => string;
  /** `14:15`, or undefined where the time is not known. */
  readonly time: (iso: string) => string | undefined;
  readonly number: (value: number) => string;
}

/** The words of the view that calls. */
export function useWords(): Words {
  const intl = useIntl();
  return useMemo(() => {
    const language = intl.locale.slice(0, 2);
    const locale = isLocale(language) ? language : 'en';
    const tag = formatLocales[locale];
    return {
      t: (id, values) => intl.formatMessage({ id }, { ...values }),
      locale,
      date: (iso) => dateText(iso, tag),
      shortDate: (iso) => shortDateText(iso, tag),
      time: (iso) => timeText(iso, tag),
      number: (value) => intl.formatNumber(value),
    };
  }, [intl]);
}
