import type { PatientFileView, VisitSharing } from '@vaiti/client';
import { Button } from '@vaiti/ui';
import { useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import { TellDialog } from './tell-dialog.tsx';

/** Below a note: who decides about the visit, and what was told about it. */
export function VisitSharingPart({ sharing }: { readonly sharing: VisitSharing }) {
  const { t, date } = useWords();
  const { decision, told } = sharing;
  if (decision === null && told.length === 0) return null;
  return (
    <div className="visit-sharing">
      {decision !== null && (
        <p className="note-by">
          <strong>{t(`common.choice.${decision.choice}`)}</strong>
          {decision.text !== '' && ` (${decision.text})`}
          {` · ${t('clinic.decision.by', { day: date(decision.day), name: decision.by })}`}
          {decision.changes > 0 &&
            ` · ${t('clinic.decision.changed', { count: decision.changes })}`}
        </p>
      )}
      {told.length > 0 && (
        <ul className="told">
          {told.map((one, i) => (
            // The same words may be told twice; their place is what they are.
            <li key={String(i)}>
              <p className="note-by">
                {t('clinic.tell.told', {
                  audience: one.audience,
                  day: date(one.day),
                  name: one.by,
                })}
              </p>
              {one.title !== '' && <p className="earlier-title">{one.title}</p>}
              <div className="note-text">{one.text}</div>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export interface VisitSharingActionsProps {
  readonly view: PatientFileView;
  readonly sharing: VisitSharing;
  /** Of the note, for who hears and does not see which one it is. */
  readonly title: string;
}

/** To record or change who decides about a visit, and to tell about it. */
export function VisitSharingActions({ view, sharing, title }: VisitSharingActionsProps) {
  const { t } = useWords();
  const [asking, setAsking] = useState<'decision' | 'tell'>();
  const { decision } = sharing;
  const { minor } = view.line;
  const close = (): void => setAsking(undefined);
  const tell = t(minor ? 'clinic.tell.action' : 'clinic.tell.patient');
  return (
    <>
      {minor && (
        <Button
          look="quiet"
          small
          aria-label={
            decision === null
              ? t('clinic.tell.of', { action: t('clinic.decision.record'), title })
              : t('clinic.decision.changeOf', { title })
          }
          onPress={() => setAsking('decision')}
        >
          {t(decision === null ? 'clinic.decision.record' : 'clinic.decision.change')}
        </Button>
      )}
      <Button
        look="quiet"
        small
        aria-label={t('clinic.tell.of', { action: tell, title })}
        onPress={() => setAsking('tell')}
      >
        {tell}
      </Button>
      {asking === 'decision' && (
        <DecisionDialog file={view.file} sharing={sharing} onClose={close} />
      )}
      {asking === 'tell' && <TellDialog view={view} sharing={sharing} onClose={close} />}
    </>
  );
}
