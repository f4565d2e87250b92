import { localeNames, locales } from '@vaiti/i18n';
import { useSettings } from '../app/settings.tsx';
import { useWords } from '../lib/text.tsx';

/** The languages by their own names, so that nobody has to read a strange one to find theirs. */
export function LanguageChoice() {
  const { t } = useWords();
  const { locale, setLocale } = useSettings();
  return (
    <fieldset className="languages">
      <legend className="ui-hidden">{t('common.language')}</legend>
      {locales.map((one) => (
        <label key={one} lang={one} className="language">
          <input
            type="radio"
            name="language"
            value={one}
            checked={one === locale}
            onChange={() => setLocale(one)}
          />
          {localeNames[one]}
        </label>
      ))}
    </fieldset>
  );
}
