import { careLimits } from '../limits.ts';

/** What a base64 element of a resource holds. */
export type DocumentContent =
  /** Plain text; `bytes` is null where they are the UTF-8 of `text`. */
  | { readonly kind: 'text'; readonly text: string; readonly bytes: Uint8Array | null }
  | { readonly kind: 'data'; readonly data: Uint8Array }
  | { readonly kind: 'unreadable' };

/** Bytes of base64 (RFC 4648 section 4; white space and missing padding pass), or null. */
function bytesOfBase64(base64: string): Uint8Array | null {
  try {
    return Uint8Array.fromBase64(base64);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function decode(bytes: Uint8Array, charset: string, fatal: boolean): string | null {
  try {
    return new TextDecoder(charset, { fatal, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return null;
    throw error;
  }
}

/** Whether a media type is plain text, whatever its parameters. */
export function isPlainText(contentType: string | undefined): boolean {
  return /^\s*text\/plain\s*(;|$)/i.test(contentType ?? '');
}

/**
 * Reads inline content exactly. Text in UTF-8 (RFC 3629; a byte order mark is kept) comes alone;
 * text in another charset, or broken, comes with its bytes, so that nothing is lost.
 */
export function readContent(base64: string, contentType: string | undefined): DocumentContent {
  const bytes = bytesOfBase64(base64);
  if (bytes === null || bytes.length > careLimits.data) return { kind: 'unreadable' };
  if (!isPlainText(contentType)) return { kind: 'data', data: bytes };
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
  const isUtf8 = /^(utf-?8|us-ascii|ascii)$/i.test(charset);
  const exact = isUtf8 ? decode(bytes, 'utf-8', true) : null;
  const text =
    exact ?? (isUtf8 ? null : decode(bytes, charset, false)) ?? decode(bytes, 'utf-8', false);
  if (text === null || text.length > careLimits.noteText) return { kind: 'data', data: bytes };
  return { kind: 'text', text, bytes: exact === null ? bytes : null };
}
