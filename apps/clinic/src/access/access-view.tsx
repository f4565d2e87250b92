import type { SessionLine, WayLine } from '@vaiti/client';
import { Spinner } from '@vaiti/ui';
import { useRef } from 'react';
import { useWords } from '../lib/text.tsx';
import { useArrival } from '../lib/use-arrival.ts';
import { useTitle } from '../lib/use-title.ts';
import { ProblemView } from '../problem/problem-view.tsx';
import { PasskeyPart } from './passkey-part.tsx';
import { PaperPart } from './paper-part.tsx';
import { PasswordPart } from './password-part.tsx';
import { SessionsPart } from './sessions-part.tsx';
import { WayRow } from './way-row.tsx';
import { useAccess } from './use-access.ts';

/** How this person signs in, on which devices, and where they are signed in now. */
export function AccessView() {
  const { t } = useWords();
  const access = useAccess();
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(t('clinic.access.title'));
  useArrival(heading);
  return (
    <div className="people">
      <h1 ref={heading} tabIndex={-1}>
        {t('clinic.access.title')}
      </h1>
      {access.error !== null && (
        <ProblemView error={access.error} onRetry={() => void access.refetch()} />
      )}
      {access.data === undefined
        ? access.isFetching && <Spinner label={t('common.loading')} />
        : access.error === null && <Parts {...access.data} />}
    </div>
  );
}

interface PartsProps {
  readonly ways: readonly WayLine[];
  readonly sessions: readonly SessionLine[];
}

function Parts({ ways, sessions }: PartsProps) {
  const { t } = useWords();
  const devices = ways.filter(({ kind }) => kind === 'device');
  const sheets = ways.filter((way) => way.sheets);
  return (
    <>
      <PasswordPart />
      <PasskeyPart passkeys={ways.filter(({ kind }) => kind === 'passkey')} />
      <PaperPart paper={ways.find(({ kind, sheets }) => kind === 'paper' && !sheets)} />
      {sheets.length > 0 && (
        <section className="people-part" aria-labelledby="access-sheets">
          <h2 id="access-sheets">{t('clinic.access.sheets')}</h2>
          <p className="soft">{t('clinic.access.sheetsHelp')}</p>
          <ul>
            {sheets.map((way) => (
              <WayRow key={way.id} way={way} />
            ))}
          </ul>
        </section>
      )}
      <section className="people-part" aria-labelledby="access-devices">
        <h2 id="access-devices">{t('clinic.access.devices')}</h2>
        <p className="soft">{t('clinic.access.devicesHelp')}</p>
        {devices.length > 0 && (
          <ul>
            {devices.map((way) => (
              <WayRow key={way.id} way={way} />
            ))}
          </ul>
        )}
      </section>
      <SessionsPart sessions={sessions} />
    </>
  );
}
