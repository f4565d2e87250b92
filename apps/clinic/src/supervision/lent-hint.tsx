import { Link } from '@tanstack/react-router';
import { useWords } from '../lib/text.tsx';
import { useLentNotes } from './use-lent.ts';

/** Says at the top of the list of patients that notes wait to be looked at. */
export function LentHint() {
  const { t } = useWords();
  const count = useLentNotes().data?.length ?? 0;
  if (count === 0) return null;
  return (
    <p className="lent-hint">
      <Link to="/notes">{t('clinic.lent.count', { count })}</Link>
    </p>
  );
}
