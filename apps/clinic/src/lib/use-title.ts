import { useEffect } from 'react';

/**
 * The page's title. Never a patient's name: browsers keep titles in their history, unsealed.
 */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Vaiti`;
  }, [title]);
}
