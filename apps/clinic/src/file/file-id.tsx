import { Button } from '@vaiti/ui';
import { useState } from 'react';
import { spokenFileId } from '../emergency/file-id-input.ts';
import { useWords } from '../lib/text.tsx';

/** The file's id, to be read out or copied for whoever has to ask for it in an emergency. */
export function FileIdLine({ file }: { readonly file: string }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(file).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div className="file-id">
      <p className="ui-help">{t('clinic.file.id')}</p>
      <code className="fingerprint">{spokenFileId(file)}</code>
      <Button small look="quiet" onPress={copy}>
        {t('clinic.file.copyId')}
      </Button>
      <span role="status" className="soft">
        {copied ? t('clinic.file.idCopied') : ''}
      </span>
    </div>
  );
}
