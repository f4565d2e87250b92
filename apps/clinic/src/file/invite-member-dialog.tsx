import { useMutation } from '@tanstack/react-query';
import type { PatientFileView } from '@vaiti/client';
import { Button, Dialog, Select, TextField } from '@vaiti/ui';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';

export interface InviteMemberDialogProps {
  readonly view: PatientFileView;
  /** With the invitation's id when one was made. */
  readonly onClose: (id: string | undefined) => void;
}

/** Whom to give access: the patient, or a guardian by their name. */
export function InviteMemberDialog({ view, onClose }: InviteMemberDialogProps) {
  const { t } = useWords();
  const { client } = useSession();
  const { contact, file, line } = view;
  const [role, setRole] = useState<'patient' | 'guardian'>(line.minor ? 'guardian' : 'patient');
  const [name, setName] = useState(contact.guardians[0]?.name ?? '');
  const [tried, setTried] = useState(false);
  const who = role === 'patient' ? line.name : name.trim();
  const inviting = useMutation({
    mutationFn: () => client.inviteMember({ file, role, name: who }),
    gcTime: 0,
    onSuccess: ({ id }) => onClose(id),
  });
  const submit = (): void => {
    setTried(true);
    if (who !== '' && !inviting.isPending) inviting.mutate();
  };
  const close = (): void => onClose(undefined);
  const roles = line.minor ? (['guardian', 'patient'] as const) : (['patient'] as const);
  return (
    <Dialog
      title={t('clinic.members.inviteTitle')}
      isOpen
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            pendingLabel={inviting.isPending ? t('clinic.members.making') : undefined}
            onPress={submit}
          >
            {t('clinic.members.make')}
          </Button>
        </>
      }
    >
      <p>{t('clinic.members.inviteHelp')}</p>
      <Form
        className="stack form"
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Select
          label={t('clinic.members.role')}
          value={role}
          options={roles.map((key) => ({ key, label: t(`common.member.${key}`) }))}
          onChange={setRole}
        />
        {role === 'guardian' && (
          <TextField
            label={t('clinic.members.name')}
            error={tried && who === '' ? t('clinic.members.nameMissing') : undefined}
            autoComplete="off"
            maxLength={200}
            value={name}
            onChange={setName}
          />
        )}
        {inviting.error !== null && <ProblemView error={inviting.error} compact />}
      </Form>
    </Dialog>
  );
}
