import type { InvitationView, PeopleView as People } from '@vaiti/client';
import { Button, Spinner } from '@vaiti/ui';
import { useRef, useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { useArrival } from '../lib/use-arrival.ts';
import { useTitle } from '../lib/use-title.ts';
import { ProblemView } from '../problem/problem-view.tsx';
import { rolesText } from '../shell/roles-text.ts';
import { CouncilPart } from './council-part.tsx';
import { InvitationDialog } from './invitation-dialog.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { type Acting, PersonDialogs } from './person-dialogs.tsx';
import { PersonItem } from './person-item.tsx';
import { usePeople } from './use-people.ts';

/** Who belongs to the practice, and who is invited; for administrators. */
export function PeopleView() {
  const { t } = useWords();
  const people = usePeople();
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(t('clinic.people.title'));
  useArrival(heading);
  return (
    <div className="people">
      <h1 ref={heading} tabIndex={-1}>
        {t('clinic.people.title')}
      </h1>
      {people.error !== null && (
        <ProblemView error={people.error} onRetry={() => void people.refetch()} />
      )}
      {people.data === undefined
        ? people.isFetching && <Spinner label={t('clinic.people.reading')} />
        : people.error === null && <Everybody people={people.data} />}
    </div>
  );
}

function Everybody({ people }: { readonly people: People }) {
  const { t } = useWords();
  const [inviting, setInviting] = useState(false);
  const [shown, setShown] = useState<string>();
  const [acting, setActing] = useState<Acting>();
  const nameOf = (id: string): string =>
    people.people.find(({ principal }) => principal === id)?.name ?? '';
  const active = people.people.filter((person) => !person.retired);
  const retired = people.people.filter((person) => person.retired);
  return (
    <>
      <div className="people-head">
        <p className="soft">{t('clinic.people.count', { count: active.length })}</p>
        <Button look="primary" onPress={() => setInviting(true)}>
          {t('clinic.people.invite')}
        </Button>
      </div>
      {people.invitations.length > 0 && (
        <section className="people-part" aria-labelledby="people-invited">
          <h2 id="people-invited">{t('clinic.people.invitations')}</h2>
          <ul>
            {people.invitations.map((one) => (
              <li key={one.id} className="person">
                <Invited invitation={one} onShow={() => setShown(one.id)} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="people-part" aria-labelledby="people-staff">
        <h2 id="people-staff">{t('clinic.people.staff')}</h2>
        <ul>
          {[...active, ...retired].map((person) => (
            <li key={person.principal} className="person">
              <PersonItem
                person={person}
                supervisor={person.supervisor === null ? '' : nameOf(person.supervisor)}
                onAct={(action) => setActing({ action, person })}
              />
            </li>
          ))}
        </ul>
      </section>
      <CouncilPart />
      <InviteDialog
        isOpen={inviting}
        centres={people.centres}
        onClose={() => setInviting(false)}
        onInvited={(id) => {
          setInviting(false);
          setShown(id);
        }}
      />
      <InvitationDialog id={shown} onClose={() => setShown(undefined)} />
      <PersonDialogs
        acting={acting}
        people={people.people}
        onClose={() => setActing(undefined)}
        onInvited={(id) => {
          setActing(undefined);
          setShown(id);
        }}
      />
    </>
  );
}

function Invited({
  invitation,
  onShow,
}: {
  readonly invitation: InvitationView;
  readonly onShow: () => void;
}) {
  const { t, date } = useWords();
  const { by, expires, own } = invitation;
  const name = own?.name ?? t('clinic.people.sealedName', { name: by });
  return (
    <>
      <div className="person-who">
        <p className="person-name">{name}</p>
        {own !== null && <p className="person-roles">{rolesText(t, own.roles)}</p>}
        <p className="note-by">
          {t(
            own === null || own.fingerprint === null
              ? 'clinic.people.open'
              : 'clinic.people.answered',
            { day: date(expires.slice(0, 10)) },
          )}
        </p>
      </div>
      <Button small onPress={onShow} aria-label={t('clinic.people.showOf', { name })}>
        {t('clinic.people.show')}
      </Button>
    </>
  );
}
