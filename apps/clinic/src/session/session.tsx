import type { ClinicClient, MeView, StatusView } from '@vaiti/client';
import type { QueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
} from 'react';
import type { DraftKeeper } from '../note/draft-keeper.ts';

/** What every view may use: the key worker's methods and the text being typed. */
export interface Session {
  readonly client: ClinicClient;
  readonly drafts: DraftKeeper;
  /** Undefined until the worker has answered for the first time. */
  readonly status: StatusView | undefined;
  /** Why the worker did not answer. */
  readonly failure: Error | undefined;
  /** Seals what is typed, then takes the keys away. */
  readonly lock: () => Promise<void>;
  /** Ends the session and forgets this device with its drafts. */
  readonly signOut: () => Promise<void>;
}

const SessionContext = createContext<Session | undefined>(undefined);

export interface SessionProviderProps {
  readonly client: ClinicClient;
  readonly drafts: DraftKeeper;
  readonly queries: QueryClient;
  readonly children: ReactNode;
}

/** Follows the worker's status. Whenever the keys go, so does every decrypted copy in the page. */
export function SessionProvider({ client, drafts, queries, children }: SessionProviderProps) {
  const [status, setStatus] = useState<StatusView>();
  const [failure, setFailure] = useState<Error>();

  const arrived = useCallback(
    (next: StatusView) => {
      if (next.state === 'signed-in') {
        drafts.own(next.me.principal);
        void drafts.flush();
      } else {
        drafts.forgetSaved();
        queries.clear();
      }
      setFailure(undefined);
      setStatus(next);
    },
    [drafts, queries],
  );

  useEffect(() => {
    const stop = client.subscribe((event) => {
      if (event.event === 'status') arrived(event.status);
    });
    client.status({}).then(arrived, setFailure);
    return stop;
  }, [client, arrived]);

  const session = useMemo<Session>(
    () => ({
      client,
      drafts,
      status,
      failure,
      lock: async () => {
        await drafts.flush();
        await client.lock({});
      },
      signOut: async () => {
        await client.signOut({});
        drafts.forgetAll();
      },
    }),
    [client, drafts, status, failure],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** The session of the view that calls. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === undefined) throw new Error('outside of the session');
  return session;
}

/** Who is signed in; only for views that are shown to them alone. */
export function useMe(): MeView {
  const { status } = useSession();
  if (status?.state !== 'signed-in') throw new Error('nobody is signed in');
  return status.me;
}
