import { createIntl, createIntlCache } from '@formatjs/intl';
import { type Catalogue, messagesFor } from './catalogue.ts';
import { formatLocales, type Locale } from './locale.ts';

/** What a message may be filled with. */
export type MessageArguments = Readonly<Record<string, string | number | bigint | Date>>;

/** Writes one message. Throws where an argument is missing. */
export type FormatMessage<Id extends string> = (id: Id, values?: MessageArguments) => string;

/**
 * Messages as plain text for those who have no React: the command line and letters.
 * Times are written in `timeZone` (IANA name; the host's by default).
 */
export function formatMessage<Id extends string>(
  locale: Locale,
  from: Catalogue<Id>,
  options: { readonly timeZone?: string } = {},
): FormatMessage<Id> {
  const intl = createIntl(
    {
      ...options,
      locale: formatLocales[locale],
      messages: messagesFor<string>(locale, from),
      onError: (error) => {
        throw error;
      },
    },
    createIntlCache(),
  );
  return (id, values = {}) => intl.formatMessage({ id }, { ...values });
}
