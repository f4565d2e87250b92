import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EndpointName, endpoints, type ReplyOf, type RequestOf } from '@vaiti/contract';
import { type CborValue, decodeCbor, encodeCbor } from '@vaiti/core';
import {
  type Config,
  configOf,
  type RunningServer,
  type StartOptions,
  startServer,
} from '../index.ts';

/** A clock that tests set. */
export class TestClock {
  now = Date.UTC(2026, 10, 24, 9);
  readonly read = (): number => this.now;

  /** Days since 1970. */
  get day(): number {
    return Math.floor(this.now / 86_400_000);
  }
}

/** Random bytes for keys of personas. */
export const entropy = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/** A refusal as it came over the wire. */
export class WireError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, status: number) {
    super(code);
    this.code = code;
    this.status = status;
  }
}

/** What a practice of personas needs of a server, in this process or another. */
export interface Wire {
  readonly clock: TestClock;
  setupToken(): string;
  call<N extends EndpointName>(name: N, request: RequestOf<N>, token?: string): Promise<ReplyOf<N>>;
}

/** The reply's value, parsed by the contract. Throws `WireError`. */
async function parseReply<N extends EndpointName>(
  name: N,
  response: Response,
): Promise<ReplyOf<N>> {
  if (!response.ok) {
    const { code } = (await response.json()) as { code: string };
    throw new WireError(code, response.status);
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  return endpoints[name].reply.parse(decodeCbor(bytes)) as ReplyOf<N>;
}

/** A server in another process, by its address. The clock is the real one. */
export class RemoteServer implements Wire {
  readonly clock = new TestClock();
  readonly data: string;
  url: string;

  constructor(url: string, data: string) {
    this.url = url;
    this.data = data;
    this.clock.now = Date.now();
  }

  setupToken(): string {
    return readFileSync(join(this.data, 'keys', 'setup-token'), 'utf8').trim();
  }

  async call<N extends EndpointName>(
    name: N,
    request: RequestOf<N>,
    token?: string,
  ): Promise<ReplyOf<N>> {
    const { method, path } = endpoints[name];
    const auth: Record<string, string> =
      token === undefined ? {} : { authorization: `Bearer ${token}` };
    const init: RequestInit = { method, headers: auth };
    if (method === 'POST') {
      init.headers = { 'content-type': 'application/cbor', ...auth };
      init.body = encodeCbor(request satisfies CborValue);
    }
    return parseReply(name, await fetch(`${this.url}${path}`, init));
  }
}

/** A server in this process on a directory of its own, without a port. */
export class TestServer implements Wire {
  readonly clock: TestClock;
  readonly config: Config;
  #running: RunningServer | undefined;

  private constructor(config: Config, clock: TestClock) {
    this.config = config;
    this.clock = clock;
  }

  static async start(
    env: Readonly<Record<string, string>> = {},
    options: StartOptions = {},
  ): Promise<TestServer> {
    const clock = new TestClock();
    const data = mkdtempSync(join(tmpdir(), 'vaiti-server-'));
    const base = { VAITI_DATA: data, VAITI_PORT: '0', VAITI_LOG_LEVEL: 'silent', ...env };
    const server = new TestServer({ ...configOf(base), clock: clock.read }, clock);
    await server.restart(options);
    return server;
  }

  get running(): RunningServer {
    if (this.#running === undefined) throw new Error('the server does not run');
    return this.#running;
  }

  /** Stops it if it runs and starts it on the same data. */
  async restart(options: StartOptions = {}): Promise<void> {
    await this.#running?.stop();
    this.#running = await startServer(this.config, { listen: false, ...options });
  }

  async close(): Promise<void> {
    await this.#running?.stop();
    rmSync(this.config.data, { recursive: true, force: true });
  }

  /** The set-up token, as whoever installs the server reads it. */
  setupToken(): string {
    const path = this.running.setupTokenPath;
    if (path === undefined) throw new Error('no set-up token any more');
    return readFileSync(path, 'utf8').trim();
  }

  /** Sends raw bytes to an endpoint. */
  send(
    name: EndpointName,
    body: Uint8Array | undefined,
    token?: string,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const { method, path } = endpoints[name];
    const auth: Record<string, string> =
      token === undefined ? {} : { authorization: `Bearer ${token}` };
    const init: RequestInit = { method, headers: { ...auth, ...headers } };
    if (method === 'POST') {
      init.headers = { 'content-type': 'application/cbor', ...auth, ...headers };
      init.body = new Uint8Array(body ?? new Uint8Array(0));
    }
    return Promise.resolve(this.running.app.request(path, init));
  }

  /** Calls an endpoint and parses the reply by the contract. Throws `WireError`. */
  async call<N extends EndpointName>(
    name: N,
    request: RequestOf<N>,
    token?: string,
  ): Promise<ReplyOf<N>> {
    const response = await this.send(name, encodeCbor(request satisfies CborValue), token);
    return parseReply(name, response);
  }
}
