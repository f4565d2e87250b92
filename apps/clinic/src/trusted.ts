/** The part of the Trusted Types API that is used (W3C Trusted Types, section 2.3). */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): URL };
}

/** Throws unless the address is of this page's own origin. */
function ownOrigin(address: string): string {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin) throw new TypeError('a script of another origin');
  return url.href;
}

/**
 * An address from which the page may start a worker. The policy `vaiti` is the only one that the
 * content security policy allows, and it lets through nothing but our own origin.
 */
export function scriptAddress(address: string): URL {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return new URL(ownOrigin(address));
  return trustedTypes
    .createPolicy('vaiti', { createScriptURL: ownOrigin })
    .createScriptURL(address);
}
