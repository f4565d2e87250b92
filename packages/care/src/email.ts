import type { Parsed } from './errors.ts';

const LOCAL = /^[^\s@"(),:;<>[\]\\\p{Cc}]{1,64}$/u;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[a-z0-9-]*[a-z])[a-z0-9-]{2,63}$/;

/** ASCII form of a domain (UTS 46), or null where there is none. */
function asciiDomain(domain: string): string | null {
  if (!/^[^\s/:?#@[\]\\%\p{Cc}]+$/u.test(domain)) return null;
  const url = `http://${domain}/`;
  return URL.canParse(url) ? new URL(url).hostname : null;
}

/**
 * E-mail address for comparison: lower case, composed (NFC), domain in its ASCII form (IDNA), plus
 * tags kept because they may tell two people of one mailbox apart. Quoted local parts and address
 * literals are refused with `email-invalid`.
 */
export function parseEmail(input: string): Parsed<string> {
  const text = input.trim().normalize('NFC');
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0)).toLowerCase();
  const domain = at < 0 ? null : asciiDomain(text.slice(at + 1));
  const valid =
    LOCAL.test(local) &&
    !local.startsWith('.') &&
    !local.endsWith('.') &&
    !local.includes('..') &&
    domain !== null &&
    DOMAIN.test(domain) &&
    local.length + domain.length < 255;
  return valid ? { ok: true, value: `${local}@${domain}` } : { ok: false, code: 'email-invalid' };
}
