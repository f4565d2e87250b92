import type { PatientFileView } from '@vaiti/client';
import { Button, DownIcon, PenIcon } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import { useDraft } from '../note/use-draft.ts';
import { yearsOf } from './timeline-years.ts';

export interface RecordAsideProps {
  readonly view: PatientFileView;
  readonly onWrite: () => void;
  readonly onNewest: () => void;
}

/** What one does with a record: write, go on with a draft, go to a time. */
export function RecordAside({ view, onWrite, onNewest }: RecordAsideProps) {
  const { t } = useWords();
  const waiting = useDraft({ file: view.file, record: null }).held !== undefined;
  const years = yearsOf(view.timeline);
  return (
    <div className="record-aside">
      <Button look="primary" icon={<PenIcon size={18} />} onPress={onWrite}>
        {t(waiting ? 'clinic.note.continue' : 'clinic.note.new')}
      </Button>
      {waiting && <p className="ui-help">{t('clinic.note.waiting')}</p>}
      {view.timeline.length > 3 && (
        <Button icon={<DownIcon size={18} />} onPress={onNewest}>
          {t('clinic.record.newest')}
        </Button>
      )}
      {years.length > 1 && (
        <nav className="years" aria-label={t('clinic.record.years')}>
          <ul>
            {years.map(({ year, items }) => (
              <li key={year}>
                <a href={`#year-${year}`}>{year}</a>
                <span className="soft">{t('clinic.record.items', { count: items.length })}</span>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </div>
  );
}
