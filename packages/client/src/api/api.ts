import {
  endpoints,
  type EndpointName,
  isApiErrorCode,
  LEDGER_PREFIX,
  limits,
  type ReplyOf,
  type RequestOf,
} from '@vaiti/contract';
import { concat, decodeCbor, encodeCbor, utf8Text } from '@vaiti/core';
import { z } from 'zod';
import { ClientError } from '../errors.ts';

const errorReply = z.object({ code: z.string(), id: z.string() });

/** The server as the client sees it: typed calls and the ledger's static resources. */
export interface Api {
  readonly call: <N extends EndpointName>(
    name: N,
    request: RequestOf<N>,
    token?: string,
  ) => Promise<ReplyOf<N>>;
  /** A resource below the ledger's prefix, for example `checkpoint`. Throws `not-found` and others. */
  readonly ledger: (path: string) => Promise<Uint8Array>;
}

export interface ApiOptions {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds after which a call is given up; default 60,000. */
  readonly timeout?: number;
}

async function refusal(response: Response, signal: AbortSignal): Promise<ClientError> {
  const bytes = await bytesOfResponse(response, signal);
  let body: unknown;
  try {
    body = JSON.parse(utf8Text(bytes));
  } catch (cause) {
    return new ClientError('server-not-vaiti', { cause });
  }
  const parsed = errorReply.safeParse(body);
  if (!parsed.success || !isApiErrorCode(parsed.data.code))
    return new ClientError('server-not-vaiti');
  return new ClientError(parsed.data.code, { reference: parsed.data.id });
}

/** Bytes of the largest reply that is read: four times what the server sends at most at once. */
const MAX_REPLY = 4 * limits.replyBytes;

/**
 * The whole body, read until `signal` aborts and given up beyond `MAX_REPLY`: no server holds the
 * client for ever or fills its memory. Throws `timeout`, `offline` or `server-reply-invalid`.
 */
async function bytesOfResponse(response: Response, signal: AbortSignal): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return new Uint8Array(0);
  const cancel = (): void => {
    reader.cancel().catch(() => undefined);
  };
  signal.addEventListener('abort', cancel, { once: true });
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (signal.aborted) throw new ClientError('timeout');
      if (done) return concat(...parts);
      length += value.length;
      if (length > MAX_REPLY) throw new ClientError('server-reply-invalid');
      parts.push(value);
    }
  } catch (cause) {
    cancel();
    if (cause instanceof ClientError) throw cause;
    throw new ClientError(signal.aborted ? 'timeout' : 'offline', { cause });
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/**
 * Builds the typed client. Every call may throw `ClientError`: the server's codes, `offline`,
 * `timeout`, `server-not-vaiti` (something else answers there) or `server-reply-invalid`.
 */
export function createApi(options: ApiOptions): Api {
  const send = async (path: string, init: RequestInit, signal: AbortSignal): Promise<Response> => {
    try {
      return await options.fetch(options.baseUrl + path, { ...init, signal, redirect: 'error' });
    } catch (cause) {
      throw new ClientError(signal.aborted ? 'timeout' : 'offline', { cause });
    }
  };
  const deadline = (): AbortSignal => AbortSignal.timeout(options.timeout ?? 60_000);
  return {
    call: async (name, request, token) => {
      const endpoint = endpoints[name];
      const headers: Record<string, string> = { accept: 'application/cbor' };
      if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
      const init: RequestInit = { method: endpoint.method, headers };
      if (endpoint.method === 'POST') {
        headers['content-type'] = 'application/cbor';
        init.body = encodeCbor(request);
      }
      const signal = deadline();
      const response = await send(endpoint.path, init, signal);
      if (!response.ok) throw await refusal(response, signal);
      return parseReply(name, await bytesOfResponse(response, signal));
    },
    ledger: async (path) => {
      const signal = deadline();
      const response = await send(`${LEDGER_PREFIX}/${path}`, { method: 'GET' }, signal);
      if (response.status === 404) throw new ClientError('not-found');
      if (!response.ok) throw await refusal(response, signal);
      return bytesOfResponse(response, signal);
    },
  };
}

function parseReply<N extends EndpointName>(name: N, bytes: Uint8Array): ReplyOf<N> {
  let value: unknown;
  try {
    value = decodeCbor(bytes);
  } catch (cause) {
    throw new ClientError('server-reply-invalid', { cause });
  }
  const parsed = endpoints[name].reply.safeParse(value);
  if (!parsed.success) throw new ClientError('server-reply-invalid');
  return parsed.data as ReplyOf<N>;
}
