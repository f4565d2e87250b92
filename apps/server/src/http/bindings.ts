import type { IncomingMessage } from 'node:http';

/** What the Node adapter hands over with a request; absent in `app.request()`. */
export interface Bindings {
  readonly incoming?: IncomingMessage;
}

/** The bindings of a request. Hono leaves them out where nobody gave any, whatever its types say. */
export function bindingsOf(c: { readonly env?: Bindings }): Bindings {
  return c.env ?? {};
}
