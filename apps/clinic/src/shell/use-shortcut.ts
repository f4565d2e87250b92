import { useEffect, useEffectEvent } from 'react';
import { useSettings } from '../app/settings.tsx';

/** Whether keys belong to what has the focus, or to a dialog over the page. */
function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('.ui-veil') !== null) return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Runs on a single key outside of fields and dialogs, unless shortcuts are switched off. */
export function useShortcut(key: string, action: () => void): void {
  const { shortcuts } = useSettings();
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.defaultPrevented || isBusy(event.target)) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    if (!shortcuts) return;
    const listener = (event: KeyboardEvent): void => pressed(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, [shortcuts]);
}
