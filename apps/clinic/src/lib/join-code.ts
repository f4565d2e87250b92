/** Where this tab keeps the code of the invitation that is being answered. */
const KEY = 'vaiti-join';

/** The code of `#/join/<code>`; undefined for any other fragment. */
export function parseJoinLink(fragment: string): string | undefined {
  return /^#\/join\/([A-Za-z0-9_-]{22})$/.exec(fragment)?.[1];
}

/**
 * Takes an invitation's code out of the address bar and out of this entry of the history. It stays in
 * this tab only, so that reloading the page goes on.
 */
export function takeJoinCode(): string | undefined {
  const arrived = parseJoinLink(location.hash);
  if (arrived === undefined) return sessionStorage.getItem(KEY) ?? undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  keepJoinCode(arrived);
  return arrived;
}

/** Keeps the code for as long as this tab is open. */
export function keepJoinCode(code: string): void {
  sessionStorage.setItem(KEY, code);
}

/** Forgets the code. */
export function dropJoinCode(): void {
  sessionStorage.removeItem(KEY);
}
