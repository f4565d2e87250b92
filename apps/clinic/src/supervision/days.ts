import { todayIso } from '../lib/dates.ts';

/** The day so many days from now in the person's own time zone, ISO. */
export function dayIn(days: number, now: Date): string {
  return todayIso(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days));
}

/** Whether a text is a date on which a loan may end: from today on, within a year. */
export function isLoanEnd(text: string, now: Date): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  const isDate = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  return isDate && text >= todayIso(now) && text <= dayIn(365, now);
}
