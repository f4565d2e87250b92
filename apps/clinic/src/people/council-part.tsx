import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CouncilView } from '@vaiti/client';
import { Button, Spinner } from '@vaiti/ui';
import { useState } from 'react';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';
import { CouncilDialog } from './council-dialog.tsx';

const councilKey = ['council'] as const;

/** Who together can open a file in an emergency; administrators set and confirm it. */
export function CouncilPart() {
  const { t } = useWords();
  const { client } = useSession();
  const queries = useQueryClient();
  const council = useQuery({
    queryKey: councilKey,
    queryFn: () => client.council({}),
    gcTime: 0,
  });
  const [setting, setSetting] = useState(false);
  const changed = (): void => {
    setSetting(false);
    void queries.invalidateQueries({ queryKey: councilKey });
  };
  return (
    <section className="people-part" aria-labelledby="people-council">
      <h2 id="people-council">{t('clinic.council.title')}</h2>
      {council.error !== null && (
        <ProblemView error={council.error} onRetry={() => void council.refetch()} />
      )}
      {council.data === undefined && council.isFetching && (
        <Spinner label={t('clinic.council.title')} />
      )}
      {council.data !== undefined && (
        <div className="stack">
          <CouncilFacts council={council.data} onChanged={changed} />
          <div>
            <Button onPress={() => setSetting(true)}>{t('clinic.council.set')}</Button>
          </div>
          {setting && (
            <CouncilDialog
              council={council.data}
              onClose={() => setSetting(false)}
              onSet={changed}
            />
          )}
        </div>
      )}
    </section>
  );
}

function CouncilFacts({
  council,
  onChanged,
}: {
  readonly council: CouncilView;
  readonly onChanged: () => void;
}) {
  const { t } = useWords();
  const { client } = useSession();
  const { sound, unsplit, waiting } = council;
  const confirming = useMutation({
    mutationFn: (entry: string) => client.confirmCouncil({ entry }),
    gcTime: 0,
    onSuccess: onChanged,
  });
  const facts = (one: NonNullable<CouncilView['council']>): string =>
    t('clinic.council.members', {
      threshold: one.threshold,
      count: one.members.length,
      names: one.members.map(({ name }) => name).join(', '),
    });
  return (
    <>
      <p>{council.council === null ? t('clinic.council.none') : facts(council.council)}</p>
      {council.council !== null && !sound && (
        <p className="person-waits">{t('clinic.council.broken')}</p>
      )}
      <p className="note-by">{t('clinic.council.unsplit', { count: unsplit })}</p>
      {waiting !== null && (
        <>
          <p className="person-waits">
            {t(waiting.own ? 'clinic.council.waitsOwn' : 'clinic.council.waits', {
              name: waiting.by,
              council: facts(waiting),
            })}
          </p>
          {!waiting.own && (
            <div>
              <Button
                small
                look="primary"
                pendingLabel={confirming.isPending ? t('clinic.council.confirming') : undefined}
                onPress={() => confirming.mutate(waiting.entry)}
              >
                {t('clinic.council.confirm')}
              </Button>
            </div>
          )}
          {confirming.error !== null && <ProblemView error={confirming.error} compact />}
        </>
      )}
    </>
  );
}
