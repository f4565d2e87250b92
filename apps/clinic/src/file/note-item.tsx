import type { PatientFileView, TimelineItem, VersionView } from '@vaiti/client';
import { Badge, Button, Disclosure, PenIcon } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import { VisitSharingActions, VisitSharingPart } from './visit-sharing-part.tsx';

export interface NoteItemProps {
  readonly view: PatientFileView;
  readonly item: TimelineItem;
  readonly isAmending: boolean;
  readonly hasDraft: boolean;
  readonly onAmend: () => void;
  readonly onLend: () => void;
}

/** A signed note as it stands now; every earlier version stays readable below it. */
export function NoteItem({ view, item, isAmending, hasDraft, onAmend, onLend }: NoteItemProps) {
  const { t, date } = useWords();
  const [current, ...earlier] = item.versions;
  const original = item.versions.at(-1);
  if (current === undefined || original === undefined) return null;
  const title = current.title === '' ? t('clinic.note.untitled') : current.title;
  const sharing = view.visits.find(({ record }) => record === item.record);
  return (
    <article className={isAmending ? 'note note-amending' : 'note'}>
      <header className="note-head">
        <h4 tabIndex={-1}>{title}</h4>
        <p className="note-by">
          {date(item.when)} · {original.author.name}
        </p>
      </header>
      {earlier.length > 0 && (
        <p className="note-amended">
          {t('clinic.note.amended', { day: date(current.day), name: current.author.name })}
          {current.reason !== null && current.reason !== '' && (
            <span className="note-reason">
              {t('clinic.note.because', { reason: current.reason })}
            </span>
          )}
        </p>
      )}
      <div className="note-text">{current.text}</div>
      {sharing !== undefined && <VisitSharingPart sharing={sharing} />}
      <footer className="note-foot">
        {earlier.length > 0 && (
          <Disclosure title={t('clinic.note.earlier', { count: earlier.length })}>
            <ol className="earlier">
              {earlier.map((version) => (
                <li key={version.seq}>
                  <EarlierVersion version={version} isOriginal={version === original} />
                </li>
              ))}
            </ol>
          </Disclosure>
        )}
        <span className="note-actions">
          {view.mayShare && (
            <Button
              look="quiet"
              small
              aria-label={t('clinic.lend.noteOf', { title })}
              onPress={onLend}
            >
              {t('clinic.lend.note')}
            </Button>
          )}
          {sharing !== undefined && view.mayShare && (
            <VisitSharingActions view={view} sharing={sharing} title={title} />
          )}
          {hasDraft && !isAmending && <Badge tone="warn">{t('clinic.note.amendDraft')}</Badge>}
          <Button
            look="quiet"
            small
            icon={<PenIcon size={16} />}
            aria-label={t('clinic.note.amendOf', { title })}
            onPress={onAmend}
          >
            {t('clinic.note.amend')}
          </Button>
        </span>
      </footer>
    </article>
  );
}

function EarlierVersion({
  version,
  isOriginal,
}: {
  readonly version: VersionView;
  readonly isOriginal: boolean;
}) {
  const { t, date } = useWords();
  const at = { day: date(version.day), name: version.author.name };
  return (
    <>
      <p className="earlier-by">
        {isOriginal ? t('clinic.note.original', at) : t('clinic.note.amended', at)}
        {version.reason !== null && version.reason !== '' && (
          <span className="note-reason">
            {t('clinic.note.because', { reason: version.reason })}
          </span>
        )}
      </p>
      {version.title !== '' && <p className="earlier-title">{version.title}</p>}
      <div className="note-text">{version.text}</div>
    </>
  );
}
