/** Fewest characters of a password: the Secret Key beside it carries the strength. */
const SHORTEST_PASSWORD = 10;

export type PasswordHint = 'short' | 'plain' | 'good';

/**
 * What to say of a new password: `short` is refused, `plain` repeats itself or is barely long enough.
 */
export function passwordHint(password: string): PasswordHint {
  const letters = [...password.normalize('NFKC')];
  if (letters.length < SHORTEST_PASSWORD) return 'short';
  return letters.length < 14 || new Set(letters).size < 8 ? 'plain' : 'good';
}
