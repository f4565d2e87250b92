import { Link } from '@tanstack/react-router';
import type { PatientLine } from '@vaiti/client';
import { Disclosure } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';

/** Files whose retention has run out or will within a year; nothing where there are none. */
export function RetentionPart({ lines }: { readonly lines: readonly PatientLine[] }) {
  const { t, date } = useWords();
  const ending = lines
    .filter(({ kept }) => kept.standing === 'over' || kept.standing === 'soon')
    .sort((a, b) => (a.kept.until ?? '').localeCompare(b.kept.until ?? ''));
  if (ending.length === 0) return null;
  return (
    <Disclosure title={t('clinic.retention.count', { count: ending.length })}>
      <p className="ui-help">{t('clinic.retention.help')}</p>
      <ul>
        {ending.map(({ file, kept, name }) => (
          <li key={file}>
            <Link to="/patients/$file" params={{ file }}>
              {name}
            </Link>{' '}
            <span className="soft">
              {t(kept.standing === 'over' ? 'clinic.retention.over' : 'clinic.retention.soon', {
                day: date(kept.until ?? ''),
              })}
            </span>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
