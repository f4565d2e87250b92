import type { Parsed } from './errors.ts';

const SEPARATORS = /[\s\u00a0\u2007\u202f().\-\u2010-\u2015/]/g;

/**
 * Phone number in E.164 (ITU-T E.164: `+`, country code, at most 15 digits) from the spellings
 * people use: `+358 40 …`, `00358…`, `040-…`, `+358 (0)40 …`. A number with a trunk zero and no
 * country is Finnish. Anything without `+`, `00` or a trunk zero is `phone-invalid`: it cannot be
 * dialled from elsewhere and must not be guessed.
 */
export function parsePhone(input: string): Parsed<string> {
  const bare = input
    .trim()
    .replace(/^(\+|00)\s*358\s*\(0\)/, '+358')
    .replace(SEPARATORS, '');
  let digits = '';
  if (bare.startsWith('+')) digits = bare.slice(1);
  else if (bare.startsWith('00')) digits = bare.slice(2);
  else if (bare.startsWith('0')) digits = `358${bare.slice(1)}`;
  if (!/^[1-9][0-9]{6,14}$/.test(digits)) return { ok: false, code: 'phone-invalid' };
  if (digits.startsWith('3580')) return { ok: false, code: 'phone-invalid' };
  return { ok: true, value: `+${digits}` };
}

/** The E.164 form if there is one, otherwise the trimmed text: imported numbers are never lost. */
export function phoneOrText(input: string): string {
  const parsed = parsePhone(input);
  return parsed.ok ? parsed.value : input.trim();
}
