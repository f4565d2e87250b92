import { Link } from '@tanstack/react-router';
import { buttonClass, EmptyState } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import { useTitle } from '../lib/use-title.ts';

/** An address that leads nowhere. */
export function NotFoundView() {
  const { t } = useWords();
  useTitle(t('clinic.notFound.title'));
  return (
    <EmptyState title={t('clinic.notFound.title')}>
      <Link to="/" className={buttonClass('plain')}>
        {t('clinic.caseload.back')}
      </Link>
    </EmptyState>
  );
}
