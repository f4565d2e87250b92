import type { TimelineItem } from '@vaiti/client';
import { yearOf } from '../lib/dates.ts';

export interface TimelineYear {
  /** Four digits; empty where the time of an item is not known. */
  readonly year: string;
  readonly items: readonly TimelineItem[];
}

/** Items in their order, in stretches of one year. */
export function yearsOf(timeline: readonly TimelineItem[]): readonly TimelineYear[] {
  const years: { year: string; items: TimelineItem[] }[] = [];
  for (const item of timeline) {
    const year = yearOf(item.when);
    const last = years.at(-1);
    if (last?.year === year) last.items.push(item);
    else years.push({ year, items: [item] });
  }
  return years;
}
