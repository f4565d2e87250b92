import type { PersonView } from '@vaiti/client';
import { Button, Disclosure } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import { useMe } from '../session/session.tsx';
import { rolesText } from '../shell/roles-text.ts';

/** What an administrator may do about a person. */
export type PersonAction = 'confirm' | 'confirm-keys' | 'supervisor' | 'invite-back' | 'leave';

/** One person of the practice: who they are, what waits, and what can be done. */
export function PersonItem({
  person,
  supervisor,
  onAct,
}: {
  readonly person: PersonView;
  /** Name of who looks at their notes, if somebody does. */
  readonly supervisor: string;
  readonly onAct: (action: PersonAction) => void;
}) {
  const { t } = useWords();
  const me = useMe();
  const { name, title, roles, fingerprint, retired, unconfirmed, waitingKeys } = person;
  return (
    <>
      <div className="person-who">
        <p className="person-name">
          {name}
          {retired && <span className="person-retired">{t('clinic.people.retired')}</span>}
        </p>
        <p className="person-roles">{[title, rolesText(t, roles)].filter(Boolean).join(' · ')}</p>
        {unconfirmed !== null && (
          <p className="person-waits">
            {t(unconfirmed.own ? 'clinic.people.waitsOwn' : 'clinic.people.waits', {
              name: unconfirmed.by,
            })}
          </p>
        )}
        {waitingKeys !== null && (
          <p className="person-waits">
            {t(waitingKeys.own ? 'clinic.people.keysWaitOwn' : 'clinic.people.keysWait', {
              name: waitingKeys.by,
            })}
          </p>
        )}
        {supervisor !== '' && (
          <p className="note-by">{t('clinic.supervisor.is', { name: supervisor })}</p>
        )}
        <KeysFacts person={person} />
        <Disclosure title={t('clinic.readers.fingerprint')}>
          <code className="fingerprint">{fingerprint}</code>
        </Disclosure>
        {!retired && person.principal !== me.principal && (
          <Disclosure title={t('clinic.people.more')}>
            <div className="person-more">
              <Button small onPress={() => onAct('invite-back')}>
                {t('clinic.people.back', { name })}
              </Button>
              <Button small look="danger" onPress={() => onAct('leave')}>
                {t('clinic.people.leaves', { name })}
              </Button>
            </div>
          </Disclosure>
        )}
      </div>
      <PersonButtons person={person} onAct={onAct} />
    </>
  );
}

/** What waits for this administrator's word, and who looks at a trainee's notes. */
function PersonButtons({
  person,
  onAct,
}: {
  readonly person: PersonView;
  readonly onAct: (action: PersonAction) => void;
}) {
  const { t } = useWords();
  const { name, retired, roles, unconfirmed, waitingKeys } = person;
  return (
    <>
      {!retired && roles.some(({ role }) => role === 'trainee') && (
        <Button
          small
          look="quiet"
          onPress={() => onAct('supervisor')}
          aria-label={t('clinic.supervisor.changeOf', { name })}
        >
          {t('clinic.supervisor.change')}
        </Button>
      )}
      {unconfirmed !== null && !unconfirmed.own && (
        <Button
          small
          onPress={() => onAct('confirm')}
          aria-label={t('clinic.people.confirmOf', { name })}
        >
          {t('clinic.people.confirm')}
        </Button>
      )}
      {waitingKeys !== null && !waitingKeys.own && (
        <Button
          small
          onPress={() => onAct('confirm-keys')}
          aria-label={t('clinic.people.keysConfirmOf', { name })}
        >
          {t('clinic.people.keysConfirm')}
        </Button>
      )}
    </>
  );
}

/** Since when somebody has new keys, and what became of the sheets of their paper key. */
function KeysFacts({ person }: { readonly person: PersonView }) {
  const { t, date } = useWords();
  const { newKeys, sheets } = person;
  return (
    <>
      {newKeys !== null && (
        <p className="note-by">
          {t('clinic.people.newKeys', { day: date(newKeys.since), by: newKeys.by.join(', ') })}
        </p>
      )}
      {sheets !== null && (
        <p className="note-by">
          {t('clinic.people.sheets', {
            need: sheets.need,
            of: sheets.of,
            step: sheets.step,
            day: date(sheets.since),
          })}
        </p>
      )}
    </>
  );
}
