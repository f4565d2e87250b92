import type { ArgsOf, PeopleView } from '@vaiti/client';
import { type Role, roles } from '@vaiti/core';
import { Button, Dialog, Select, TextField } from '@vaiti/ui';
import { useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { usePeopleChange } from './use-people.ts';

/** Roles that are held in the whole practice. */
const whole: readonly Role[] = [
  'administrator',
  'privacy-officer',
  'break-glass-officer',
  'auditor',
];

export interface InviteDialogProps {
  readonly isOpen: boolean;
  readonly centres: PeopleView['centres'];
  readonly onClose: () => void;
  readonly onInvited: (id: string) => void;
}

/** Whom to invite, and to what. */
export function InviteDialog({ isOpen, centres, onClose, onInvited }: InviteDialogProps) {
  const { t } = useWords();
  const { client } = useSession();
  const inviting = usePeopleChange((args: ArgsOf<'invite'>) => client.invite(args));
  const [name, setName] = useState('');
  const [title, setTitle] = useState('');
  const [role, setRole] = useState<Role>('therapist');
  const [centre, setCentre] = useState<string>();
  const [missing, setMissing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const close = (): void => {
    if (inviting.isPending) return;
    inviting.reset();
    setName('');
    setTitle('');
    setMissing(false);
    onClose();
  };
  const at = centre ?? centres[0]?.id ?? '';
  const submit = (): void => {
    if (inviting.isPending) return;
    setMissing(name.trim() === '');
    if (name.trim() === '') {
      input.current?.focus();
      return;
    }
    const args = { name, title, role, centre: whole.includes(role) ? null : at };
    inviting.mutate(args, {
      onSuccess: ({ id }) => {
        close();
        onInvited(id);
      },
    });
  };
  return (
    <Dialog
      title={t('clinic.people.invite')}
      isOpen={isOpen}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            type="submit"
            form="invite"
            pendingLabel={inviting.isPending ? t('clinic.invite.pending') : undefined}
          >
            {t('clinic.invite.action')}
          </Button>
        </>
      }
    >
      <Form
        id="invite"
        className="stack"
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p>{t('clinic.invite.text')}</p>
        <TextField
          label={t('clinic.invite.name')}
          error={missing && name.trim() === '' ? t('clinic.invite.nameMissing') : undefined}
          autoFocus
          maxLength={200}
          value={name}
          onChange={setName}
          inputRef={input}
        />
        <TextField
          label={t('clinic.invite.title')}
          maxLength={200}
          value={title}
          onChange={setTitle}
        />
        <Select
          label={t('clinic.invite.role')}
          value={role}
          options={roles.map((key) => ({ key, label: t(`common.role.${key}`) }))}
          onChange={setRole}
          {...(role === 'administrator'
            ? { description: t('clinic.invite.administratorHelp') }
            : {})}
        />
        {!whole.includes(role) && (
          <Select
            label={t('clinic.invite.centre')}
            value={at}
            options={centres.map(({ id, name: label }) => ({ key: id, label }))}
            onChange={setCentre}
          />
        )}
        {inviting.error !== null && <ProblemView error={inviting.error} compact />}
      </Form>
    </Dialog>
  );
}
