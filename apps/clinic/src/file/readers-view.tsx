import type { ReaderView } from '@vaiti/client';
import { Disclosure } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import { useFile } from './file-context.ts';
import { readerName } from './reader-name.ts';

const scopes = ['root', 'clinical', 'contact', 'shared', 'guardian', 'directory'] as const;

/** Who can read the file, as its signed chain says: most first. */
export function ReadersView() {
  const { t } = useWords();
  const { readers } = useFile();
  return (
    <section className="readers" aria-labelledby="readers-title">
      <h2 id="readers-title" className="ui-hidden">
        {t('clinic.readers.title')}
      </h2>
      <p className="readers-intro">{t('clinic.readers.intro')}</p>
      {scopes
        .map((scope) => ({ scope, held: readers.filter((reader) => reader.scope === scope) }))
        .filter(({ held }) => held.length > 0)
        .map(({ scope, held }) => (
          <section key={scope} className="readers-scope">
            <h3>{t(`clinic.readers.scope.${scope}`)}</h3>
            <ul>
              {held.map((reader) => (
                <li key={reader.principal} className="reader">
                  <Reader reader={reader} />
                </li>
              ))}
            </ul>
          </section>
        ))}
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
      </p>
      <Disclosure title={t('clinic.readers.fingerprint')}>
        <code className="fingerprint">{reader.fingerprint}</code>
        <p className="ui-help">{t('clinic.readers.fingerprintHelp')}</p>
      </Disclosure>
    </>
  );
}
