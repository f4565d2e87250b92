import { z } from 'zod';
import { CareError } from '../errors.ts';
import { careLimits } from '../limits.ts';
import { textOf } from './fields.ts';

/**
 * The FHIR resource that a record was made from, kept verbatim.
 *
 * `text` is its JSON as it came. A document carries its text once as base64 inside that JSON and
 * once decoded in the record; to store it once, the base64 is cut out of `text` and `cut` says at
 * which UTF-16 offset it belongs. Only canonical base64 is cut, so that the decoded bytes give the
 * same characters back; otherwise `cut` is null and `text` whole.
 *
 * `url` is the resource's `fullUrl` if it came in a Bundle: references of its neighbours use it.
 */
export const sourceSchema = z.strictObject({
  text: textOf(careLimits.source).min(2),
  cut: z.int().nonnegative().nullable(),
  url: textOf(2_048).nullable(),
});
export type Source = z.infer<typeof sourceSchema>;

/** Cuts the base64 of `bytes` out of the JSON `text` where that can be undone exactly. */
export function sourceOf(text: string, url: string | null, bytes: Uint8Array | null): Source {
  const whole: Source = { text, cut: null, url };
  if (bytes === null || bytes.length === 0) return whole;
  const quoted = `"${bytes.toBase64()}"`;
  const at = text.indexOf(quoted);
  if (at < 0 || text.indexOf(quoted, at + 1) >= 0) return whole;
  const cut = at + 1;
  return { text: text.slice(0, cut) + text.slice(cut + quoted.length - 2), cut, url };
}

/**
 * The JSON text exactly as it was imported. `bytes` are what the record holds of the document.
 * Throws `source-invalid` if the cut lies outside the text or the bytes are missing.
 */
export function restoreSource(source: Source, bytes: Uint8Array | null): string {
  if (source.cut === null) return source.text;
  if (bytes === null || source.cut > source.text.length) throw new CareError('source-invalid');
  return source.text.slice(0, source.cut) + bytes.toBase64() + source.text.slice(source.cut);
}
