import { useCallback, useEffect, useRef, useState } from 'react';
import { type SignInLink, takeSignInLink } from '../lib/sign-in-link.ts';
import { useSession } from './session.tsx';

interface ByLink {
  readonly busy: boolean;
  readonly error: unknown;
}

/**
 * Signs in with the link that the page was opened with, and with any that is pasted into the
 * address bar later. Whoever is signed in is locked first; their sealed drafts stay.
 */
export function useSignInLink(first: SignInLink | undefined): ByLink {
  const { client, drafts } = useSession();
  const [state, setState] = useState<ByLink>({ busy: first !== undefined, error: undefined });
  const started = useRef(false);

  const enter = useCallback(
    async (link: SignInLink) => {
      setState({ busy: true, error: undefined });
      try {
        if ((await client.status({})).state === 'signed-in') {
          await drafts.flush();
          await client.lock({});
        }
        await client.signIn({ ...link, remember: true });
        setState({ busy: false, error: undefined });
      } catch (error) {
        setState({ busy: false, error });
      }
    },
    [client, drafts],
  );

  useEffect(() => {
    if (first !== undefined && !started.current) void enter(first);
    started.current = true;
    const changed = (): void => {
      const link = takeSignInLink();
      if (link !== undefined) void enter(link);
    };
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, [first, enter]);

  return state;
}
