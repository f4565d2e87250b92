import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { MemberView, PatientFileView } from '@vaiti/client';
import { Button, Disclosure, Spinner } from '@vaiti/ui';
import { useState } from 'react';
import { fileChanged } from '../app/queries.ts';
import { useWords } from '../lib/text.tsx';
import { InvitationDialog } from '../people/invitation-dialog.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { DismissMemberDialog } from './dismiss-member-dialog.tsx';
import { InviteMemberDialog } from './invite-member-dialog.tsx';

type Asking =
  | { readonly what: 'invite' }
  | { readonly what: 'invitation'; readonly id: string }
  | { readonly what: 'dismiss'; readonly member: MemberView };

/** The patient's own access to what is told to them, and the guardians': who, since when, until when. */
export function MembersPart({ view }: { readonly view: PatientFileView }) {
  const { t } = useWords();
  const { client } = useSession();
  const queries = useQueryClient();
  const { file } = view;
  const key = ['members', file];
  const found = useQuery({ queryKey: key, queryFn: () => client.members({ file }), gcTime: 0 });
  const [asking, setAsking] = useState<Asking>();
  const done = (): void => {
    setAsking(undefined);
    fileChanged(queries, file);
    void queries.invalidateQueries({ queryKey: key });
  };
  return (
    <section className="readers-scope" aria-labelledby="members-title">
      <h3 id="members-title">{t('clinic.members.title')}</h3>
      <p className="ui-help">{t('clinic.members.intro')}</p>
      {found.isPending && <Spinner label={t('common.loading')} />}
      {found.error !== null && (
        <ProblemView error={found.error} onRetry={() => void found.refetch()} compact />
      )}
      {found.data?.members.length === 0 && <p>{t('clinic.members.nobody')}</p>}
      <ul>
        {found.data?.members.map((member) => (
          <li key={member.principal} className="reader">
            <Member member={member} />
            <Button
              small
              look="quiet"
              onPress={() => setAsking({ what: 'dismiss', member })}
              aria-label={t('clinic.tell.of', {
                action: t('clinic.members.stop'),
                title: member.name,
              })}
            >
              {t('clinic.members.stop')}
            </Button>
          </li>
        ))}
        {found.data?.invitations.map(({ id, own }) => (
          <li key={id} className="reader">
            <p className="reader-name">
              {t('clinic.members.open', {
                name: own?.name ?? '',
                role: t(`common.member.${own?.member?.role ?? 'patient'}`),
              })}
            </p>
            <Button
              small
              aria-label={t('clinic.tell.of', {
                action: t('clinic.members.continue'),
                title: own?.name ?? '',
              })}
              onPress={() => setAsking({ what: 'invitation', id })}
            >
              {t('clinic.members.continue')}
            </Button>
          </li>
        ))}
      </ul>
      <p>
        <Button onPress={() => setAsking({ what: 'invite' })}>{t('clinic.members.invite')}</Button>
      </p>
      {asking?.what === 'invite' && (
        <InviteMemberDialog
          view={view}
          onClose={(id) => setAsking(id === undefined ? undefined : { what: 'invitation', id })}
        />
      )}
      <InvitationDialog id={asking?.what === 'invitation' ? asking.id : undefined} onClose={done} />
      {asking?.what === 'dismiss' && (
        <DismissMemberDialog file={file} member={asking.member} onClose={done} />
      )}
    </section>
  );
}

function Member({ member }: { readonly member: MemberView }) {
  const { t, date } = useWords();
  const { by, fingerprint, name, role, since, until } = member;
  return (
    <>
      <p className="reader-name">{name === '' ? t(`common.member.${role}`) : name}</p>
      <p className="note-by">
        {t('clinic.members.since', {
          role: t(`common.member.${role}`),
          day: date(since),
          name: by,
        })}
        {until !== null && <span> {t('clinic.readers.until', { day: date(until) })}</span>}
      </p>
      <Disclosure title={t('clinic.readers.fingerprint')}>
        <code className="fingerprint">{fingerprint}</code>
      </Disclosure>
    </>
  );
}
