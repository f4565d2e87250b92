import type { TimelineItem } from '@vaiti/client';
import { useWords } from '../lib/text.tsx';

/** A diagnosis or problem: its name, when it was recorded and by whom. */
export function ConditionItem({ item }: { readonly item: TimelineItem }) {
  const { t, date } = useWords();
  const [current] = item.versions;
  if (current === undefined) return null;
  return (
    <div className="condition">
      <p className="condition-name">
        <span className="condition-kind">{t('clinic.condition.title')}</span> {current.title}
      </p>
      {current.text !== '' && <p>{current.text}</p>}
      <p className="note-by">
        {date(item.when)} · {current.author.name}
      </p>
    </div>
  );
}
