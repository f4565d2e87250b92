import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { JoinView as Joining } from '@vaiti/client';
import { Button, Facts, Spinner } from '@vaiti/ui';
import { useState } from 'react';
import { dropJoinCode, keepJoinCode } from '../lib/join-code.ts';
import { useWords } from '../lib/text.tsx';
import { useTitle } from '../lib/use-title.ts';
import { Fingerprint } from '../people/fingerprint.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { Door } from '../session/door.tsx';
import { useSession } from '../session/session.tsx';
import { rolesText } from '../shell/roles-text.ts';
import { FinishForm } from './finish-form.tsx';
import { WordsForm } from './words-form.tsx';

/** Milliseconds between two looks whether the inviter has confirmed. */
const EVERY = 2000;

export interface JoinViewProps {
  /** Code that the page was opened with, or that this tab kept; empty: the words are asked for. */
  readonly code: string;
  readonly onLeave: () => void;
}

/** The new person's side of an invitation, from the words to the first sign-in. */
export function JoinView({ code: first, onLeave }: JoinViewProps) {
  const { t } = useWords();
  const [code, setCode] = useState(first);
  useTitle(t('clinic.join.title'));
  const leave = (): void => {
    dropJoinCode();
    onLeave();
  };
  return (
    <Door>
      <h1>{t('clinic.join.title')}</h1>
      {code === '' ? (
        <WordsForm
          onCode={(typed) => {
            keepJoinCode(typed);
            setCode(typed);
          }}
        />
      ) : (
        <Steps code={code} onDone={leave} />
      )}
      <Button look="quiet" onPress={leave}>
        {t('clinic.join.leave')}
      </Button>
    </Door>
  );
}

function Steps({ code, onDone }: { readonly code: string; readonly onDone: () => void }) {
  const { t } = useWords();
  const { client } = useSession();
  const looking = useQuery({
    queryKey: ['join'],
    queryFn: () => client.joinLook({ code }),
    gcTime: 0,
    refetchInterval: (query) => (query.state.data?.step === 'answered' ? EVERY : false),
  });
  const answering = useMutation({
    mutationFn: () => client.joinAnswer({ code }),
    gcTime: 0,
    onSuccess: () => looking.refetch(),
  });
  const queries = useQueryClient();
  const showShared = (): void => {
    void queries.invalidateQueries({ queryKey: ['shared'] });
    onDone();
  };
  const at = looking.data;
  const failed: unknown = answering.error ?? looking.error;
  if (failed !== null && failed !== undefined)
    return <ProblemView error={failed} onRetry={() => void looking.refetch()} compact />;
  if (at === undefined) return <Spinner label={t('clinic.join.looking')} />;
  switch (at.step) {
    case 'invited':
      return (
        <>
          <Invited at={at} />
          {at.recovers && (
            <p>{t('clinic.join.back', { inviter: at.inviterName, practice: at.practiceName })}</p>
          )}
          <p className="ui-help">
            {t(at.existing ? 'clinic.join.existingHelp' : 'clinic.join.keysHelp')}
          </p>
          <Button
            look="primary"
            autoFocus
            pendingLabel={answering.isPending ? t('clinic.join.making') : undefined}
            onPress={() => answering.mutate()}
          >
            {t(at.existing ? 'clinic.join.useMine' : 'clinic.join.make')}
          </Button>
        </>
      );
    case 'answered':
      return (
        <>
          <p>{t('clinic.join.show', { name: at.inviterName })}</p>
          <Fingerprint of={at.fingerprint ?? ''} label={t('clinic.me.fingerprint')} />
          <Spinner label={t('clinic.join.waiting', { name: at.inviterName })} />
        </>
      );
    case 'enrolled':
      if (at.existing)
        return (
          <>
            <p role="status">{t('clinic.join.existing', { name: at.inviterName })}</p>
            <Button look="primary" autoFocus onPress={showShared}>
              {t('clinic.join.toShared')}
            </Button>
          </>
        );
      return <FinishForm code={code} at={at} onDone={onDone} />;
  }
}

function Invited({ at }: { readonly at: Joining }) {
  const { t } = useWords();
  return (
    <Facts
      facts={[
        { term: t('clinic.join.name'), value: at.name },
        { term: t('clinic.me.practice'), value: at.practiceName },
        at.member === null
          ? { term: t('clinic.me.roles'), value: rolesText(t, at.roles) }
          : {
              term: t('clinic.join.as'),
              value:
                at.member.role === 'guardian'
                  ? t('clinic.join.asGuardian', { name: at.member.patientName })
                  : t('clinic.join.asPatient'),
            },
        { term: t('clinic.join.inviter'), value: at.inviterName },
      ]}
    />
  );
}
