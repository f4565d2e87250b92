import type { PatientFileView, TimelineItem } from '@vaiti/client';
import { EmptyState, PaperIcon } from '@vaiti/ui';
import { useQueryClient } from '@tanstack/react-query';
import { type Ref, useState } from 'react';
import { fileChanged } from '../app/queries.ts';
import { useWords } from '../lib/text.tsx';
import { useAmendDrafts } from '../note/use-amend-drafts.ts';
import { LendDialog } from '../supervision/lend-dialog.tsx';
import { AttachmentItem } from './attachment-item.tsx';
import { ConditionItem } from './condition-item.tsx';
import { NoteItem } from './note-item.tsx';
import { yearsOf } from './timeline-years.ts';
import { VisitItem } from './visit-item.tsx';

export interface TimelineProps {
  readonly view: PatientFileView;
  readonly onAmend: (record: string) => void;
  /** The note that is being amended beside. */
  readonly amending: string | undefined;
  readonly newestRef: Ref<HTMLLIElement>;
}

/** Everything that happened, oldest first. */
export function Timeline({ view, onAmend, amending, newestRef }: TimelineProps) {
  const { t } = useWords();
  const drafts = useAmendDrafts(view);
  const queries = useQueryClient();
  const [lending, setLending] = useState<TimelineItem>();
  const { timeline } = view;
  const newest = timeline.findLast((item) => item.kind === 'note') ?? timeline.at(-1);
  if (timeline.length === 0) {
    return (
      <EmptyState icon={<PaperIcon size={32} />} title={t('clinic.record.empty')}>
        <p>{t('clinic.record.emptyHelp')}</p>
      </EmptyState>
    );
  }
  const itemView = (item: TimelineItem) => {
    switch (item.kind) {
      case 'note':
        return (
          <NoteItem
            view={view}
            item={item}
            isAmending={item.record === amending}
            hasDraft={drafts.has(item.record)}
            onAmend={() => onAmend(item.record)}
            onLend={() => setLending(item)}
          />
        );
      case 'visit':
        return <VisitItem item={item} minor={view.line.minor} />;
      case 'condition':
        return <ConditionItem item={item} title={t('clinic.condition.title')} />;
      case 'consent':
        return <ConditionItem item={item} title={t('clinic.consent.title')} />;
      case 'emergency':
        return <ConditionItem item={item} title={t('clinic.emergency.title')} />;
      case 'attachment':
        return <AttachmentItem file={view.file} item={item} />;
    }
  };
  return (
    <div className="timeline">
      {yearsOf(timeline).map(({ year, items }) => (
        <section key={`${year}/${items[0]?.record ?? ''}`} aria-labelledby={`year-${year}`}>
          <h3 id={`year-${year}`} className="timeline-year">
            {year === '' ? t('clinic.record.undated') : year}
          </h3>
          <ol>
            {items.map((item) => (
              <li
                key={item.record}
                className={`timeline-item timeline-${item.kind}`}
                {...(item === newest ? { ref: newestRef } : {})}
              >
                {itemView(item)}
              </li>
            ))}
          </ol>
        </section>
      ))}
      <LendDialog
        key={lending?.record ?? ''}
        view={view}
        item={lending}
        onClose={(lent) => {
          setLending(undefined);
          if (lent) fileChanged(queries, view.file);
        }}
      />
    </div>
  );
}
