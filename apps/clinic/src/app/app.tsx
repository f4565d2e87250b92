import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { ClinicClient } from '@vaiti/client';
import { Spinner } from '@vaiti/ui';
import { useJoining } from '../join/use-joining.ts';
import { JoinView } from '../join/join-view.tsx';
import type { SignInLink } from '../lib/sign-in-link.ts';
import { useWords } from '../lib/text.tsx';
import type { DraftKeeper } from '../note/draft-keeper.ts';
import { OutsideView } from '../outside/outside-view.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { Door } from '../session/door.tsx';
import { LockedView } from '../session/locked-view.tsx';
import { SessionProvider, useSession } from '../session/session.tsx';
import { SignInView } from '../session/sign-in-view.tsx';
import { useSignInLink } from '../session/use-sign-in-link.ts';
import { useUnsavedWarning } from '../session/use-unsaved-warning.ts';
import { router } from './router.tsx';
import { SettingsProvider } from './settings.tsx';

export interface AppProps {
  readonly client: ClinicClient;
  readonly drafts: DraftKeeper;
  readonly queries: QueryClient;
  readonly link: SignInLink | undefined;
  /** Code of an invitation that is being answered in this tab. */
  readonly join: string | undefined;
}

/** The whole app: settings, session, and what the session allows to be seen. */
export function App({ client, drafts, queries, link, join }: AppProps) {
  return (
    <SettingsProvider>
      <QueryClientProvider client={queries}>
        <SessionProvider client={client} drafts={drafts} queries={queries}>
          <Gate link={link} join={join} />
        </SessionProvider>
      </QueryClientProvider>
    </SettingsProvider>
  );
}

/** Nothing of a practice is rendered unless the keys are open. */
function Gate({ link, join }: Pick<AppProps, 'link' | 'join'>) {
  const { t } = useWords();
  const [joining, setJoining] = useJoining(join);
  const { status, failure } = useSession();
  const byLink = useSignInLink(link);
  useUnsavedWarning();
  if (byLink.busy || (status === undefined && failure === undefined)) {
    return (
      <Door>
        <Spinner label={t(byLink.busy ? 'clinic.signIn.unlocking' : 'common.loading')} />
      </Door>
    );
  }
  if (status === undefined) {
    return (
      <Door>
        <ProblemView error={failure} onRetry={() => location.reload()} />
      </Door>
    );
  }
  if (joining !== undefined)
    return <JoinView key={joining} code={joining} onLeave={() => setJoining(undefined)} />;
  switch (status.state) {
    case 'signed-out':
      return <SignInView error={byLink.error} onJoin={() => setJoining('')} />;
    case 'locked':
      return <LockedView name={status.name} error={byLink.error} />;
    case 'signed-in':
      return status.me.outside ? (
        <OutsideView onJoin={() => setJoining('')} />
      ) : (
        <RouterProvider router={router} />
      );
  }
}
