import { CoreError, LedgerError } from '@vaiti/core';
import { createApi } from '../api/api.ts';
import type { CacheStore } from '../cache/store.ts';
import { type ClinicMethod, clinicMethods } from '../clinic/methods.ts';
import { deviceNameOf } from '../clinic/device-name.ts';
import { ClinicSession } from '../clinic/session.ts';
import { ClientError, type ClientErrorCode } from '../errors.ts';
import { indexedDbStore } from './indexed-db.ts';
import { callMessage, type WorkerMessage } from './messages.ts';

/** The part of a worker's global scope that is used. */
export interface WorkerScope {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

export interface ServeOptions {
  readonly baseUrl: string;
  /** Default: IndexedDB. */
  readonly store?: CacheStore;
}

function codeOf(error: unknown): { code: ClientErrorCode; reference: string | null } {
  if (error instanceof ClientError) return { code: error.code, reference: error.reference ?? null };
  if (error instanceof CoreError || error instanceof LedgerError)
    return { code: error.code, reference: null };
  return { code: 'internal', reference: null };
}

/**
 * Runs the clinic's session inside a worker: the keys live here and nowhere else. Calls are parsed
 * by their method's schema; anything else is refused with `arguments-invalid`.
 */
export function serveClinic(scope: WorkerScope, options: ServeOptions): void {
  const post = (message: WorkerMessage): void => {
    scope.postMessage(message);
  };
  const session = new ClinicSession({
    api: createApi({ baseUrl: options.baseUrl, fetch: globalThis.fetch.bind(globalThis) }),
    store: options.store ?? indexedDbStore('vaiti-clinic'),
    entropy: (length) => crypto.getRandomValues(new Uint8Array(length)),
    now: () => Date.now(),
    deviceName: deviceNameOf(navigator.userAgent),
    emit: (event) => {
      post({ type: 'event', event });
    },
  });
  const run = (method: ClinicMethod, args: unknown): Promise<unknown> => {
    const parsed = clinicMethods[method].args.safeParse(args);
    if (!parsed.success) return Promise.reject(new ClientError('arguments-invalid'));
    const action = session.handlers[method] as (args: unknown) => Promise<unknown>;
    return action(parsed.data);
  };
  scope.addEventListener('message', (event) => {
    const parsed = callMessage.safeParse(event.data);
    if (!parsed.success) return;
    const { id, method, args } = parsed.data;
    run(method, args).then(
      (result) => {
        post({ type: 'result', id, result });
      },
      (error: unknown) => {
        post({ type: 'refusal', id, ...codeOf(error) });
      },
    );
  });
}
