import { ApiError } from '../http/api-error.ts';
import type { Store } from '../store/store.ts';
import type { Sessions } from './sessions.ts';

/**
 * To be asked once a session has begun: where the way by which it began went meanwhile, because its
 * owner took it away or their keys were replaced, the session ends. Throws `sign-in-failed`.
 */
export async function stillThere(
  store: Pick<Store, 'account'>,
  sessions: Pick<Sessions, 'end'>,
  begun: { readonly account: string; readonly token: string },
): Promise<void> {
  if ((await store.account(begun.account)) !== undefined) return;
  await sessions.end(begun.token);
  throw new ApiError('sign-in-failed');
}
