/** The first that fits names it: others call themselves Safari or Chrome as well. */
const browsers = [
  ['Edg', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const systems = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS', 'Mac'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const;

/** What a browser calls itself, short enough to know one's own device by: `Firefox, Windows`. */
export function deviceNameOf(userAgent: string): string {
  const find = (marks: readonly (readonly [string, string])[]): string | undefined =>
    marks.find(([mark]) => userAgent.includes(mark))?.[1];
  return [find(browsers), find(systems)].filter((part) => part !== undefined).join(', ');
}
