import type { KeyboardEvent, RefObject } from 'react';

/**
 * Arrow keys, Home and End move between the links of a list; the arrow up from the first goes to
 * the field above it, and the arrow down from the field to the first.
 */
export function useListKeys(
  list: RefObject<HTMLElement | null>,
  field: RefObject<HTMLElement | null>,
): (event: KeyboardEvent) => void {
  return (event) => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('a[href]') ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    const inField = document.activeElement === field.current;
    if (at < 0 && !(inField && event.key === 'ArrowDown')) return;
    const target = targetOf(event.key, at, links.length);
    if (target === undefined) return;
    event.preventDefault();
    (target < 0 ? field.current : links[target])?.focus();
  };
}

/** The index to go to, -1 for the field above, undefined for keys that do not move. */
function targetOf(key: string, at: number, length: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, length - 1);
    case 'ArrowUp':
      return at - 1;
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return undefined;
  }
}
