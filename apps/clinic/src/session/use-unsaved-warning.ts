import { useEffect } from 'react';
import { useSession } from './session.tsx';

/** Seals what is typed when the page is put away, and asks before it is closed unsealed. */
export function useUnsavedWarning(): void {
  const { drafts } = useSession();
  useEffect(() => {
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') void drafts.flush();
    };
    const leaving = (event: BeforeUnloadEvent): void => {
      if (!drafts.unsaved) return;
      void drafts.flush();
      event.preventDefault();
    };
    document.addEventListener('visibilitychange', hidden);
    addEventListener('beforeunload', leaving);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      removeEventListener('beforeunload', leaving);
    };
  }, [drafts]);
}
