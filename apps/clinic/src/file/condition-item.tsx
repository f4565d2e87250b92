import type { TimelineItem } from '@vaiti/client';
import { useWords } from '../lib/text.tsx';

/** A diagnosis or problem, or a consent: its name, when it was recorded and by whom. */
export function ConditionItem({
  item,
  title,
}: {
  readonly item: TimelineItem;
  /** What kind of thing it is. */
  readonly title: string;
}) {
  const { date } = useWords();
  const [current] = item.versions;
  if (current === undefined) return null;
  return (
    <div className="condition">
      <p className="condition-name">
        <span className="condition-kind">{title}</span> {current.title}
      </p>
      {current.text !== '' && <p>{current.text}</p>}
      <p className="note-by">
        {date(item.when)} · {current.author.name}
      </p>
    </div>
  );
}
