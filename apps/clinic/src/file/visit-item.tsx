import type { TimelineItem } from '@vaiti/client';
import { useWords } from '../lib/text.tsx';

/** A session as a thin line between the notes. */
export function VisitItem({
  item,
  minor,
}: {
  readonly item: TimelineItem;
  readonly minor: boolean;
}) {
  const { t, date, time } = useWords();
  const { visit } = item;
  const clock = time(item.when);
  const words = [
    clock === undefined ? date(item.when) : `${date(item.when)} ${clock}`,
    item.versions[0]?.title ?? '',
    ...(visit === null ? [] : [t(`clinic.visit.${visit.mode}`), visit.centreName ?? '']),
  ].filter((word) => word !== '');
  return (
    <div className="visit">
      <p>{words.join(' · ')}</p>
      {minor && visit !== null && visit.minorDecides !== null && (
        <p>
          {t(visit.minorDecides ? 'clinic.visit.minorDecides' : 'clinic.visit.guardianDecides')}
        </p>
      )}
    </div>
  );
}
