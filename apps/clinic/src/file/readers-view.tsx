import type { ReaderView } from '@vaiti/client';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Disclosure } from '@vaiti/ui';
import { useState } from 'react';
import { fileChanged } from '../app/queries.ts';
import { useWords } from '../lib/text.tsx';
import { useFile } from './file-context.ts';
import { MembersPart } from './members-part.tsx';
import { FileIdLine } from './file-id.tsx';
import { QuorumPart } from './quorum-part.tsx';
import { readerName } from './reader-name.ts';
import { ShareDialog } from './share-dialog.tsx';
import { StopSharingDialog } from './stop-sharing-dialog.tsx';
import { useMe } from '../session/session.tsx';
import { LoansPart } from '../supervision/loans-part.tsx';

const scopes = ['root', 'clinical', 'contact', 'shared', 'guardian', 'directory'] as const;

/** Who can read the file, as its signed chain says: most first. */
export function ReadersView() {
  const { t } = useWords();
  const view = useFile();
  const { readers } = view;
  const me = useMe();
  const queries = useQueryClient();
  const [sharing, setSharing] = useState(false);
  const [stopping, setStopping] = useState<ReaderView>();
  const changed = (isSo: boolean): void => {
    setSharing(false);
    setStopping(undefined);
    if (isSo) fileChanged(queries, view.file);
  };
  return (
    <section className="readers" aria-labelledby="readers-title">
      <h2 id="readers-title" className="ui-hidden">
        {t('clinic.readers.title')}
      </h2>
      <p className="readers-intro">{t('clinic.readers.intro')}</p>
      {view.mayShare && (
        <p>
          <Button onPress={() => setSharing(true)}>{t('clinic.share.title')}</Button>
        </p>
      )}
      {scopes
        .map((scope) => ({
          scope,
          held: readers.filter(
            (reader) => reader.scope === scope && (!reader.outside || !view.mayShare),
          ),
        }))
        .filter(({ held }) => held.length > 0)
        .map(({ scope, held }) => (
          <section key={scope} className="readers-scope">
            <h3>{t(`clinic.readers.scope.${scope}`)}</h3>
            <ul>
              {held.map((reader) => (
                <li key={reader.principal} className="reader">
                  <Reader reader={reader} />
                  {view.mayShare && reader.principal !== me.principal && (
                    <Button small look="quiet" onPress={() => setStopping(reader)}>
                      {t('clinic.share.stop')}
                      <span className="ui-hidden"> {readerName(t, reader)}</span>
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))}
      <LoansPart view={view} />
      {view.mayShare && <MembersPart view={view} />}
      <QuorumPart quorum={view.quorum} />
      <FileIdLine file={view.file} />
      {view.mayShare && (
        <>
          <ShareDialog view={view} isOpen={sharing} onClose={changed} />
          <StopSharingDialog view={view} reader={stopping} onClose={changed} />
        </>
      )}
    </section>
  );
}

function Reader({ reader }: { readonly reader: ReaderView }) {
  const { t, date } = useWords();
  return (
    <>
      <p className="reader-name">{readerName(t, reader)}</p>
      {reader.group && (
        <p className="reader-people">
          {reader.people.length === 0
            ? t('clinic.readers.nobody')
            : reader.people.map(({ name }) => name).join(', ')}
        </p>
      )}
      <p className="note-by">
        {t('clinic.readers.since', { day: date(reader.since), name: reader.grantedBy })}
        {reader.until !== null && (
          <span> {t('clinic.readers.until', { day: date(reader.until) })}</span>
        )}
      </p>
      <Disclosure title={t('clinic.readers.fingerprint')}>
        <code className="fingerprint">{reader.fingerprint}</code>
        <p className="ui-help">{t('clinic.readers.fingerprintHelp')}</p>
      </Disclosure>
    </>
  );
}
