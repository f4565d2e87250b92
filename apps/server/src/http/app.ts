import { type Access, type EndpointName, endpoints, LEDGER_PREFIX, limits } from '@vaiti/contract';
import { type CborValue, decodeCbor, encodeCbor } from '@vaiti/core/blind';
import { type Context as HonoContext, Hono } from 'hono';
import { health } from '../health/health.ts';
import { logResource } from '../ledger/tiles.ts';
import { logFault, logRequest } from '../log/logger.ts';
import { isLoopback } from '../config/loopback.ts';
import { allowed } from '../policy/gate.ts';
import { addressOf, callerOf, sameOrigin } from './caller.ts';
import { ApiError, apiErrorOf } from './api-error.ts';
import { type Bindings, bindingsOf } from './bindings.ts';
import { CBOR, readBody } from './body.ts';
import { handlers } from './endpoints/index.ts';
import type { Caller, Context, Handler } from './handler.ts';
import { securityHeaders } from './headers.ts';
import type { Services } from './services.ts';
import { type StaticFile, StaticFiles } from './static.ts';

type Ctx = HonoContext<{ Bindings: Bindings }>;
export type App = Hono<{ Bindings: Bindings }>;

interface Answer {
  readonly status: number;
  readonly body: Uint8Array | string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly code?: string;
}

/** The whole HTTP face: the contract's endpoints, the ledger's static resources, health, the app. */
export function createApp(services: Services): App {
  const app: App = new Hono();
  const ids = requestIds();
  const answering =
    (name: string, work: (c: Ctx) => Promise<Answer>) =>
    async (c: Ctx): Promise<Response> => {
      const began = performance.now();
      const id = ids();
      let answer: Answer;
      try {
        if (services.stopping()) throw new ApiError('stopping');
        answer = await work(c);
      } catch (error) {
        const known = apiErrorOf(error);
        if (known.code === 'internal') logFault(services.logger, id, error);
        answer = errorAnswer(known, id);
      }
      services.metrics.request(name, answer.status);
      logRequest(services.logger, {
        id,
        endpoint: name,
        method: c.req.method,
        status: answer.status,
        ms: performance.now() - began,
        bytes: answer.body?.length ?? 0,
        ...(answer.code === undefined ? {} : { code: answer.code }),
      });
      return new Response(answer.body as BodyInit | null, {
        status: answer.status,
        headers: { ...securityHeaders, ...answer.headers },
      });
    };

  for (const name of Object.keys(endpoints) as EndpointName[]) {
    const { method, path } = endpoints[name];
    app.on(
      method,
      path,
      answering(name, (c) => callEndpoint(services, name, c)),
    );
  }
  app.get(
    `${LEDGER_PREFIX}/*`,
    answering('ledger', (c) => ledgerAnswer(services, c)),
  );
  app.get(
    '/health',
    answering('health', () => healthAnswer(services)),
  );
  app.get(
    '/metrics',
    answering('metrics', (c) => Promise.resolve(metricsAnswer(services, c))),
  );
  const { clinic } = services.config;
  const folder = clinic === undefined ? undefined : StaticFiles.of(clinic);
  app.get(
    '/*',
    answering('clinic', (c) => staticAnswer(folder, c)),
  );
  app.all(
    '/*',
    answering('unknown', () => Promise.reject(new ApiError('not-found'))),
  );
  return app;
}

/** Short ids, unique within a run and not guessable across runs. */
function requestIds(): () => string {
  const run = crypto.randomUUID().slice(0, 8);
  let count = 0;
  return () => `${run}-${(++count).toString(36)}`;
}

function errorAnswer(error: ApiError, id: string): Answer {
  return {
    status: error.status,
    body: JSON.stringify({ code: error.code, id }),
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      // What was not read of a request would be taken for the next one.
      ...(error.code === 'too-large' || error.code === 'stopping' ? { connection: 'close' } : {}),
    },
    code: error.code,
  };
}

/** Nobody without a session needs more than a roster entry. */
function bodyLimit(access: Access): number {
  return access === 'session' ? limits.request : 512 * 1024;
}

async function callEndpoint<N extends EndpointName>(
  services: Services,
  name: N,
  c: Ctx,
): Promise<Answer> {
  const endpoint = endpoints[name];
  if (!sameOrigin(c)) throw new ApiError('not-found');
  const caller = await callerOf(services, endpoint.access, c);
  checkCall(services, caller, name);
  const context: Context = { services, caller, address: addressOf(services.config, c) };
  const { incoming } = bindingsOf(c);
  const body =
    endpoint.method === 'POST'
      ? await readBody({ raw: c.req, incoming }, bodyLimit(endpoint.access))
      : undefined;
  const parsed = endpoint.request.safeParse(body === undefined ? {} : decodeCbor(body));
  if (!parsed.success) throw new ApiError('bad-request');
  // The table of handlers has for each name the handler of that very request.
  const handler = handlers[name] as Handler<EndpointName>;
  const reply = await handler(context, parsed.data);
  return {
    status: 200,
    body: encodeCbor(reply satisfies CborValue),
    headers: { 'content-type': CBOR, 'cache-control': 'no-store' },
  };
}

/** Members of files may call little. Throws `not-found` for the rest, before anything is read. */
function checkCall({ sequencer }: Services, caller: Caller, endpoint: EndpointName): void {
  const { roster } = sequencer;
  if (caller.kind !== 'person' || roster === undefined) return;
  if (!allowed(roster, { action: 'call', caller: caller.principal, endpoint }))
    throw new ApiError('not-found');
}

async function ledgerAnswer(services: Services, c: Ctx): Promise<Answer> {
  const path = c.req.path.slice(LEDGER_PREFIX.length + 1);
  const resource = await logResource(services.store, services.log, path);
  if (resource === undefined) throw new ApiError('not-found');
  return {
    status: 200,
    body: resource.body,
    headers: {
      'content-type': resource.type,
      'cache-control': resource.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  };
}

async function healthAnswer(services: Services): Promise<Answer> {
  const reply = await health(services.store, services.clock());
  return {
    status: reply.status === 'ok' ? 200 : 503,
    body: JSON.stringify(reply),
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  };
}

function metricsAnswer(services: Services, c: Ctx): Answer {
  const { metricsToken, behindTls } = services.config;
  const given = c.req.header('authorization');
  const byToken = metricsToken !== undefined && given === `Bearer ${metricsToken}`;
  // Behind a proxy everybody comes from this machine.
  const local = !behindTls && isLoopback(addressOf(services.config, c));
  if (!byToken && !local) throw new ApiError('not-found');
  const { sequencer, log, sessions } = services;
  return {
    status: 200,
    body: services.metrics.text({
      queue: sequencer.depth,
      leaves: log.size,
      checkpoint: log.published.size,
      sessions: sessions.count,
    }),
    headers: { 'content-type': 'text/plain; version=0.0.4', 'cache-control': 'no-store' },
  };
}

async function staticAnswer(folder: StaticFiles | undefined, c: Ctx): Promise<Answer> {
  const { path } = c.req;
  const file = path.startsWith('/v1/') ? undefined : await folder?.find(path);
  if (file === undefined) throw new ApiError('not-found');
  const headers = staticHeaders(file);
  if (c.req.header('if-none-match') === file.etag) return { status: 304, body: null, headers };
  const { gzipped } = file;
  if (gzipped !== undefined && /\bgzip\b/.test(c.req.header('accept-encoding') ?? ''))
    return { status: 200, body: gzipped, headers: { ...headers, 'content-encoding': 'gzip' } };
  return { status: 200, body: file.plain, headers };
}

function staticHeaders(file: StaticFile): Record<string, string> {
  return {
    'content-type': file.type,
    etag: file.etag,
    vary: 'accept-encoding',
    'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}
