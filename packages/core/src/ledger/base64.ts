import type { Bytes } from '../bytes.ts';

const ALPHABET = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Standard base64 with padding (RFC 4648 section 4). */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/**
 * Bytes of standard base64 with padding (RFC 4648 section 4), or undefined when `text` is not the
 * one canonical encoding of any bytes: other alphabets, white space, missing padding and set
 * trailing bits are all refused, so that no two texts mean the same signature.
 */
export function decodeBase64(text: string): Bytes | undefined {
  if (!ALPHABET.test(text)) return undefined;
  const binary = atob(text);
  if (btoa(binary) !== text) return undefined;
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
