import type { TimelineItem } from '@vaiti/client';
import { Button, CrossIcon, Spinner, TextArea, TextField } from '@vaiti/ui';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { DiscardDialog } from './discard-dialog.tsx';
import { DraftStatus } from './draft-status.tsx';
import { missingIn, type NoteFault } from './note-faults.ts';
import { SignDialog } from './sign-dialog.tsx';
import { useNoteText } from './use-note-text.ts';
import { type Choice, madeOf, NO_CHOICE, VisitChoice } from './visit-choice.tsx';

export interface NoteEditorProps {
  readonly file: string;
  /** A new note of a minor needs what was decided about the visit. */
  readonly minor: boolean;
  /** The note that is amended; undefined for a new one. */
  readonly amended: TimelineItem | undefined;
  readonly onClose: () => void;
  readonly onSigned: () => void;
}

/** Writes a note or an amendment. The text seals itself; signing is a step of its own. */
export function NoteEditor({ file, minor, amended, onClose, onSigned }: NoteEditorProps) {
  const { t } = useWords();
  const note = useNoteText(file, amended);
  const [asking, setAsking] = useState<'sign' | 'discard'>();
  const [fault, setFault] = useState<NoteFault>();
  const text = useRef<HTMLTextAreaElement>(null);
  const reason = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const choices = useRef<HTMLDivElement>(null);
  const { ready, value, change } = note;
  const isAmendment = amended !== undefined;
  const [choice, setChoice] = useState<Choice>(NO_CHOICE);
  const [undecided, setUndecided] = useState(false);
  const decides = minor && !isAmendment;
  const amendedTitle = amended?.versions[0]?.title ?? '';

  useEffect(() => {
    heading.current?.scrollIntoView({ block: 'nearest' });
    if (ready) text.current?.focus();
  }, [ready]);

  const sign = (): void => {
    const found = missingIn(value, amended);
    setFault(found);
    const lacks = decides && choice.choice === '';
    setUndecided(lacks);
    if (found === undefined && !lacks) setAsking('sign');
    else if (found === undefined) choices.current?.querySelector('button')?.focus();
    else if (found === 'reason') reason.current?.focus();
    else text.current?.focus();
  };
  const faultOf = (field: 'text' | 'reason'): string | undefined => {
    if (fault === undefined || missingIn(value, amended) !== fault) return undefined;
    return (fault === 'reason') === (field === 'reason')
      ? t(`clinic.note.missing.${fault}`)
      : undefined;
  };

  return (
    <section
      className="editor"
      aria-labelledby="editor-title"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || asking !== undefined)
          return;
        event.preventDefault();
        sign();
      }}
    >
      <div className="editor-head">
        <h2 id="editor-title" ref={heading}>
          {isAmendment ? t('clinic.note.amendTitle') : t('clinic.note.newTitle')}
        </h2>
        <Button
          look="quiet"
          small
          aria-label={t('clinic.note.close')}
          icon={<CrossIcon />}
          onPress={onClose}
        />
      </div>
      {isAmendment && (
        <p className="ui-help">
          {t('clinic.note.amendHelp', {
            title: amendedTitle === '' ? t('clinic.note.untitled') : amendedTitle,
          })}
        </p>
      )}
      {note.error !== null && <ProblemView error={note.error} compact />}
      {!ready && note.error === null && <Spinner label={t('common.loading')} />}
      {ready && (
        <>
          {isAmendment && (
            <TextField
              label={t('clinic.note.reason')}
              description={t('clinic.note.reasonHelp')}
              error={faultOf('reason')}
              maxLength={1000}
              value={value.reason}
              onChange={(next) => change({ ...value, reason: next })}
              inputRef={reason}
            />
          )}
          <TextField
            label={t('clinic.note.title')}
            maxLength={200}
            value={value.title}
            onChange={(next) => change({ ...value, title: next })}
          />
          <TextArea
            label={t('clinic.note.text')}
            description={t('clinic.note.textHelp')}
            error={faultOf('text')}
            rows={14}
            reading
            maxLength={500_000}
            value={value.text}
            onChange={(next) => change({ ...value, text: next })}
            areaRef={text}
          />
          {decides && (
            <div ref={choices}>
              <VisitChoice
                value={choice}
                error={undecided && choice.choice === '' ? t('clinic.decision.missing') : undefined}
                onChange={setChoice}
              />
            </div>
          )}
          <div className="editor-foot">
            <DraftStatus held={note.held} isAmendment={isAmendment} />
            <div className="editor-actions">
              <Button
                look="quiet"
                isDisabled={note.held === undefined}
                onPress={() => setAsking('discard')}
              >
                {t('clinic.note.discard')}
              </Button>
              <Button look="primary" onPress={sign}>
                {t('clinic.note.sign')}
              </Button>
            </div>
          </div>
        </>
      )}
      <SignDialog
        draft={asking === 'sign' ? { ...note.place, ...value } : undefined}
        decision={decides ? madeOf(choice) : null}
        onClose={() => setAsking(undefined)}
        onSigned={onSigned}
      />
      <DiscardDialog
        place={asking === 'discard' ? note.place : undefined}
        onClose={() => setAsking(undefined)}
        onDiscarded={onClose}
      />
    </section>
  );
}
