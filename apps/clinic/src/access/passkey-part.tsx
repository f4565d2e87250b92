import type { WayLine } from '@vaiti/client';
import { Button } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useMe, useSession } from '../session/session.tsx';
import { createPasskey, hasPasskeys } from './passkey.ts';
import { useAccessChange } from './use-access.ts';
import { WayRow } from './way-row.tsx';

/** Passkeys that open the keys by themselves. */
export function PasskeyPart({ passkeys }: { readonly passkeys: readonly WayLine[] }) {
  const { t } = useWords();
  const me = useMe();
  const { client } = useSession();
  const adding = useAccessChange(async () => {
    const { principal, name, practiceName: practice } = me;
    const known = passkeys.flatMap(({ credential }) => (credential === null ? [] : [credential]));
    const made = await createPasskey({ principal, name, practice, known });
    return client.addPasskey({ ...made, name: '' });
  });
  return (
    <section className="people-part" aria-labelledby="access-passkeys">
      <h2 id="access-passkeys">{t('clinic.access.passkeys')}</h2>
      <p className="soft">{t('clinic.access.passkeysHelp')}</p>
      {adding.error !== null && <ProblemView error={adding.error} compact />}
      {passkeys.length > 0 && (
        <ul>
          {passkeys.map((way) => (
            <WayRow key={way.id} way={way} />
          ))}
        </ul>
      )}
      {hasPasskeys() && (
        <Button
          pendingLabel={adding.isPending ? t('clinic.access.addPasskey') : undefined}
          onPress={() => adding.mutate(undefined)}
        >
          {t('clinic.access.addPasskey')}
        </Button>
      )}
    </section>
  );
}
