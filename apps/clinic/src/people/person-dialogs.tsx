import type { PersonView } from '@vaiti/client';
import { LeaveDialog } from '../leaving/leave-dialog.tsx';
import { ConfirmAdministratorDialog } from './confirm-administrator-dialog.tsx';
import { ConfirmKeysDialog } from './confirm-keys-dialog.tsx';
import { InviteBackDialog } from './invite-back-dialog.tsx';
import type { PersonAction } from './person-item.tsx';
import { SupervisorDialog } from '../supervision/supervisor-dialog.tsx';

/** A person and what is being done about them. */
export interface Acting {
  readonly action: PersonAction;
  readonly person: PersonView;
}

/** The dialog of what is being done about a person, if anything. */
export function PersonDialogs({
  acting,
  people,
  onClose,
  onInvited,
}: {
  readonly acting: Acting | undefined;
  readonly people: readonly PersonView[];
  readonly onClose: () => void;
  readonly onInvited: (invitation: string) => void;
}) {
  const doing = (action: PersonAction): PersonView | undefined =>
    acting?.action === action ? acting.person : undefined;
  const keys = doing('confirm-keys');
  const back = doing('invite-back');
  const leaving = doing('leave');
  return (
    <>
      <ConfirmAdministratorDialog person={doing('confirm')} onClose={onClose} />
      <SupervisorDialog person={doing('supervisor')} people={people} onClose={onClose} />
      {keys !== undefined && <ConfirmKeysDialog person={keys} onClose={onClose} />}
      {back !== undefined && (
        <InviteBackDialog person={back} onClose={onClose} onInvited={onInvited} />
      )}
      {leaving !== undefined && <LeaveDialog person={leaving} onClose={onClose} />}
    </>
  );
}
