/** Minutes without a sign of the person before the keys go, and before they are warned. */
const IDLE_MINUTES = { warn: 9, lock: 10 } as const;

export type Idleness =
  | { readonly state: 'here' }
  | { readonly state: 'leaving' | 'gone'; readonly secondsLeft: number };

/** How idle somebody is whose last sign was at `lastSeen`; both in epoch milliseconds. */
export function idleness(lastSeen: number, now: number): Idleness {
  const idle = now - lastSeen;
  const secondsLeft = Math.max(0, Math.ceil((IDLE_MINUTES.lock * 60_000 - idle) / 1000));
  if (idle >= IDLE_MINUTES.lock * 60_000) return { state: 'gone', secondsLeft };
  if (idle >= IDLE_MINUTES.warn * 60_000) return { state: 'leaving', secondsLeft };
  return { state: 'here' };
}
