/** How many of `count` officers may be needed: never one alone. */
export function neededOptions(count: number): string[] {
  return Array.from({ length: Math.max(1, count - 1) }, (_, i) => String(i + 2));
}

/** What was chosen, where so many officers allow it; else more than half of them. */
export function neededOf(count: number, wanted: string | undefined): string {
  if (wanted !== undefined && Number(wanted) >= 2 && Number(wanted) <= count) return wanted;
  return String(Math.max(2, Math.floor(count / 2) + 1));
}
