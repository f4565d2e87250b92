import type { SessionLine } from '@vaiti/client';
import { Button } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { useAccessChange } from './use-access.ts';
import { wayName } from './way-name.ts';

/** Where this person is signed in now; any but this session can be ended. */
export function SessionsPart({ sessions }: { readonly sessions: readonly SessionLine[] }) {
  const { t, date, time } = useWords();
  const { client } = useSession();
  const ending = useAccessChange((id: string | null) => client.endSession({ id }));
  const at = (iso: string): string => `${date(iso)} ${time(iso) ?? ''}`;
  return (
    <section className="people-part" aria-labelledby="access-sessions">
      <h2 id="access-sessions">{t('clinic.access.sessions')}</h2>
      {ending.error !== null && <ProblemView error={ending.error} compact />}
      <ul>
        {sessions.map(({ id, way, began, used, current }) => (
          <li key={id} className="person">
            <div className="person-who">
              <p className="person-name">
                {way === null ? t('clinic.access.kind.password') : wayName(t, way)}
              </p>
              <p className="note-by">
                {t('clinic.access.began', { time: at(began) })}
                {' · '}
                {t('clinic.access.lastSeen', { time: at(used) })}
              </p>
            </div>
            {current ? (
              <span className="soft">{t('clinic.access.thisSession')}</span>
            ) : (
              <Button
                small
                onPress={() => ending.mutate(id)}
                aria-label={t('clinic.access.endOf', { time: at(began) })}
              >
                {t('clinic.access.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Button
          pendingLabel={ending.isPending ? t('clinic.access.endOthers') : undefined}
          onPress={() => ending.mutate(null)}
        >
          {t('clinic.access.endOthers')}
        </Button>
      )}
    </section>
  );
}
