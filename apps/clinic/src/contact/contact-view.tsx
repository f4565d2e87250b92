import { Link } from '@tanstack/react-router';
import { Button } from '@vaiti/ui';
import { useState } from 'react';
import { mayAsk } from '../emergency/emergency-view.tsx';
import { useFile } from '../file/file-context.ts';
import { FileIdLine } from '../file/file-id.tsx';
import { ForgetPart } from '../forgetting/forget-part.tsx';
import { useWords } from '../lib/text.tsx';
import { useMe } from '../session/session.tsx';
import { ContactFacts } from './contact-facts.tsx';
import { ContactForm } from './contact-form.tsx';

/** Roles whose work it is to keep contact details; the server's rules decide in the end. */
const editors: readonly string[] = ['therapist', 'trainee', 'reception', 'centre-lead'];

/** How to reach the patient: to read, and to change for those whose work it is. */
export function ContactView() {
  const { t } = useWords();
  const view = useFile();
  const me = useMe();
  const [editing, setEditing] = useState(false);
  const [saved, setSaved] = useState(false);
  const mayEdit = me.roles.some(({ role }) => editors.includes(role)) && !view.offline;
  return (
    <section className="contact" aria-labelledby="contact-title">
      <h2 id="contact-title" className="ui-hidden">
        {t('clinic.contact.title')}
      </h2>
      <p role="status" className={saved ? 'record-signed' : 'ui-hidden'}>
        {saved ? t('clinic.contact.saved') : ''}
      </p>
      {editing ? (
        <ContactForm
          view={view}
          onClose={(wasSaved) => {
            setSaved(wasSaved);
            setEditing(false);
          }}
        />
      ) : (
        <>
          <ContactFacts contact={view.contact} />
          {mayEdit && (
            <div>
              <Button
                onPress={() => {
                  setSaved(false);
                  setEditing(true);
                }}
              >
                {t('clinic.contact.edit')}
              </Button>
            </div>
          )}
          <FileIdLine file={view.file} />
          {!view.line.notes && mayAsk(me) && (
            <p>
              <Link to="/emergency" search={{ file: view.file }}>
                {t('clinic.emergency.askThis')}
              </Link>
            </p>
          )}
          <p className="ui-help">{t('clinic.contact.versions', { count: view.contactVersions })}</p>
          <ForgetPart view={view} />
        </>
      )}
    </section>
  );
}
