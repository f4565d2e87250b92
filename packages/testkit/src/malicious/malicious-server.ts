import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type EndpointName, endpoints, LEDGER_PREFIX } from '@vaiti/contract';
import { decodeCbor, encodeCbor } from '@vaiti/core';
import type { Call, Tamper } from './tamper.ts';

const names = Object.keys(endpoints) as EndpointName[];
const CBOR = { 'content-type': 'application/cbor' };

/**
 * A server that lies. It stands between the real client and a real server, decodes what passes, and
 * does what its `tamper` says; without one it is honest. As `fetch` for clients in this process, or
 * as an HTTP server for everybody else.
 */
export class MaliciousServer {
  readonly #upstream: string;
  #tamper: Tamper = {};
  #http: Server | undefined;

  /** `upstream` is where the honest server listens, without a trailing slash. */
  constructor(upstream: string) {
    this.#upstream = upstream;
  }

  /** From now on departs from honesty in this way. */
  turn(tamper: Tamper): void {
    this.#tamper = tamper;
  }

  /** Honest again. */
  repent(): void {
    this.#tamper = {};
  }

  /** Takes the place of the network in a client. */
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const path = url.pathname;
    const method = init?.method ?? 'GET';
    const endpoint = names.find(
      (n) => endpoints[n].path === path && endpoints[n].method === method,
    );
    const call: Call = { endpoint, path };
    const raw = await this.#tamper.raw?.(call, init?.signal ?? undefined);
    if (raw !== undefined) return raw;
    if (endpoint !== undefined) return this.#call(endpoint, path, init);
    const response = await fetch(this.#upstream + path, init);
    return path.startsWith(LEDGER_PREFIX) ? this.#ledger(path, response) : response;
  };

  async #call(name: EndpointName, path: string, init: RequestInit | undefined): Promise<Response> {
    const body = init?.body instanceof Uint8Array ? init.body : undefined;
    const answered = await answer(this.#tamper, name, body);
    if (answered !== undefined) return new Response(answered, { headers: CBOR });
    const response = await fetch(this.#upstream + path, init);
    if (!response.ok || this.#tamper.reply?.[name] === undefined) return response;
    const honest = new Uint8Array(await response.arrayBuffer());
    const changed = await change(this.#tamper, name, { honest, body });
    return new Response(changed, { headers: CBOR });
  }

  async #ledger(path: string, response: Response): Promise<Response> {
    const { ledger } = this.#tamper;
    if (ledger === undefined) return response;
    const honest = response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
    const changed = await ledger(path.slice(LEDGER_PREFIX.length + 1), honest);
    if (changed === undefined) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(changed));
  }

  /** Listens on the loopback interface, for clients in other processes. Resolves to its URL. */
  async listen(): Promise<string> {
    const http = createServer((request, response) => {
      this.#pass(request, response).catch(() => response.destroy());
    });
    this.#http = http;
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const address = http.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return `http://127.0.0.1:${String(port)}`;
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { authorization, 'content-type': type } = request.headers;
    const headers: Record<string, string> = {};
    if (authorization !== undefined) headers['authorization'] = authorization;
    if (type !== undefined) headers['content-type'] = type;
    const method = request.method ?? 'GET';
    const body = method === 'POST' ? { body: new Uint8Array(Buffer.concat(parts)) } : {};
    const answer = await this.fetch(this.#upstream + (request.url ?? '/'), {
      method,
      headers,
      ...body,
    });
    const said = answer.headers.get('content-type');
    response.writeHead(answer.status, said === null ? {} : { 'content-type': said });
    response.end(new Uint8Array(await answer.arrayBuffer()));
  }

  /** Stops listening. */
  async close(): Promise<void> {
    const http = this.#http;
    this.#http = undefined;
    if (http === undefined) return;
    const closed = new Promise<void>((resolve) => http.close(() => resolve()));
    http.closeAllConnections();
    await closed;
  }
}

async function answer<N extends EndpointName>(
  tamper: Tamper,
  name: N,
  body: Uint8Array | undefined,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const made = await tamper.answer?.[name]?.(requestOf(name, body));
  return made === undefined ? undefined : encodeCbor(made);
}

async function change<N extends EndpointName>(
  tamper: Tamper,
  name: N,
  passed: { readonly honest: Uint8Array; readonly body: Uint8Array | undefined },
): Promise<Uint8Array<ArrayBuffer>> {
  const reply = endpoints[name].reply.parse(decodeCbor(passed.honest)) as never;
  const made = await tamper.reply?.[name]?.(reply, requestOf(name, passed.body));
  return encodeCbor(made ?? reply);
}

function requestOf(name: EndpointName, body: Uint8Array | undefined): never {
  return endpoints[name].request.parse(body === undefined ? {} : decodeCbor(body)) as never;
}
