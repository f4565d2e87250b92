/** A FHIR `dateTime` or ISO date, and how much of it is known. */
export interface When {
  readonly precision: 'year' | 'month' | 'day' | 'time';
  readonly date: Date;
}

/**
 * Reads YYYY, YYYY-MM, YYYY-MM-DD or a date-time with zone. Calendar dates are at midnight UTC and
 * must be written in UTC, so that no time zone moves them to the day before. Undefined for others.
 */
export function parseWhen(text: string): When | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(T.+)?)?)?$/.exec(text);
  if (match === null) return undefined;
  const [, , month, day, time] = match;
  const precision =
    time !== undefined
      ? 'time'
      : day !== undefined
        ? 'day'
        : month !== undefined
          ? 'month'
          : 'year';
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : { precision, date };
}

const shapes = {
  year: { year: 'numeric', timeZone: 'UTC' },
  month: { year: 'numeric', month: 'long', timeZone: 'UTC' },
  day: { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' },
  time: { year: 'numeric', month: 'long', day: 'numeric' },
} as const satisfies Record<When['precision'], Intl.DateTimeFormatOptions>;

/** The date in words, without its time; the text itself where it is no date. */
export function dateText(text: string, locale: string): string {
  const when = parseWhen(text);
  if (when === undefined) return text;
  return new Intl.DateTimeFormat(locale, shapes[when.precision]).format(when.date);
}

/** The date in figures: for lists, where it stands below others. */
export function shortDateText(text: string, locale: string): string {
  const when = parseWhen(text);
  if (when === undefined || when.precision === 'year' || when.precision === 'month') return text;
  const zone = when.precision === 'day' ? { timeZone: 'UTC' } : {};
  const shape: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'numeric', day: 'numeric' };
  return new Intl.DateTimeFormat(locale, { ...shape, ...zone }).format(when.date);
}

/** Hours and minutes where they are known. */
export function timeText(text: string, locale: string): string | undefined {
  const when = parseWhen(text);
  if (when?.precision !== 'time') return undefined;
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(when.date);
}

/** The year, as people group what happened. */
export function yearOf(text: string): string {
  const when = parseWhen(text);
  if (when === undefined) return '';
  const local = when.precision === 'time' ? when.date.getFullYear() : when.date.getUTCFullYear();
  return String(local);
}

/** Full years between two ISO dates. */
export function ageOn(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5, 10) < birthDate.slice(5, 10) ? years - 1 : years;
}

/** Today in the person's own time zone, YYYY-MM-DD. */
export function todayIso(now: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
