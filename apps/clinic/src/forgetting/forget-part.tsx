import type { PatientFileView } from '@vaiti/client';
import { Button } from '@vaiti/ui';
import { useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { ForgetDialog } from './forget-dialog.tsx';

/** At the end of the contact details: the way to the end of the file. */
export function ForgetPart({ view }: { readonly view: PatientFileView }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  if (!view.mayShare) return null;
  return (
    <div>
      <Button look="quiet" small onPress={() => setOpen(true)}>
        {t('clinic.forget.open')}
      </Button>
      <ForgetDialog view={view} isOpen={isOpen} onClose={() => setOpen(false)} />
    </div>
  );
}
