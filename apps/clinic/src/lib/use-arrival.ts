import { type RefObject, useEffect } from 'react';

/**
 * Moves the focus to the heading of a view that has just opened, so that a screen reader reads
 * where one is and Tab goes on from there. `ready` once the heading is there.
 */
export function useArrival(heading: RefObject<HTMLElement | null>, ready = true): void {
  useEffect(() => {
    if (ready) heading.current?.focus({ preventScroll: true });
  }, [heading, ready]);
}
