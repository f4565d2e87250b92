const DAY = 86_400_000;

/** Midnight UTC of a date YYYY-MM-DD, in milliseconds. */
function midnight(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

/** The date `days` after (or before) `date`, YYYY-MM-DD. */
export function addDays(date: string, days: number): string {
  return new Date(midnight(date) + days * DAY).toISOString().slice(0, 10);
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: string): number {
  return new Date(midnight(date)).getUTCDay() || 7;
}

/** Whole days from `from` to `to`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((midnight(to) - midnight(from)) / DAY);
}

/** Age in whole years on `today`. */
export function ageOn(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Last Sunday of a month. */
function lastSunday(year: number, month: number): string {
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return addDays(last, -(weekdayOf(last) % 7));
}

/** Date and time in Finland with its zone; summer time by Directive 2000/84/EC. */
export function helsinki(date: string, hour: number, minute: number): string {
  const year = Number(date.slice(0, 4));
  const summer = date >= lastSunday(year, 3) && date < lastSunday(year, 10);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date}T${two(hour)}:${two(minute)}:00+0${summer ? 3 : 2}:00`;
}
