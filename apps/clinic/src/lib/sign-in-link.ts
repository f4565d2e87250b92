/** Secret Key and password of a sign-in link. */
export interface SignInLink {
  readonly secretKey: string;
  readonly password: string;
}

/** Reads `#k=<secret key>&p=<password>` (percent-encoded); undefined for any other fragment. */
export function parseSignInLink(fragment: string): SignInLink | undefined {
  const values = new Map<string, string>();
  for (const part of fragment.replace(/^#/, '').split('&')) {
    const at = part.indexOf('=');
    if (at > 0) values.set(part.slice(0, at), decoded(part.slice(at + 1)));
  }
  const secretKey = values.get('k') ?? '';
  const password = values.get('p') ?? '';
  return secretKey === '' || password === '' ? undefined : { secretKey, password };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return '';
    throw error;
  }
}

/**
 * Takes a sign-in link out of the address bar and out of this entry of the history, at once and
 * whether or not it is used.
 */
export function takeSignInLink(): SignInLink | undefined {
  const link = parseSignInLink(location.hash);
  if (link !== undefined)
    history.replaceState(history.state, '', location.pathname + location.search);
  return link;
}
