import type { ReactNode } from 'react';

export type BadgeTone = 'accent' | 'warn' | 'neutral';

/** A word or two that mark something in a list. */
export function Badge({ tone = 'neutral', children }: { tone?: BadgeTone; children: ReactNode }) {
  return <span className={`ui-badge ui-badge-${tone}`}>{children}</span>;
}
