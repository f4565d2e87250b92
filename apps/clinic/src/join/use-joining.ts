import { useEffect, useState } from 'react';
import { parseJoinLink, takeJoinCode } from '../lib/join-code.ts';

/** The invitation being answered: the one that the page was opened with, or one pasted later. */
export function useJoining(first: string | undefined) {
  const [joining, setJoining] = useState(first);
  useEffect(() => {
    const changed = (): void => {
      if (parseJoinLink(location.hash) !== undefined) setJoining(takeJoinCode());
    };
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return [joining, setJoining] as const;
}
