import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const MAIN = new URL('../../../apps/server/src/main.ts', import.meta.url).pathname;
const READY_WITHIN = 60_000;

export interface ServerOptions {
  /** Data directory; without one a temporary folder that `dispose` removes. */
  readonly data?: string;
  /** PostgreSQL URL; without one the embedded store. */
  readonly database?: string;
  /** Schema in that database; must exist. */
  readonly schema?: string;
  /** 0, the default, lets the system choose; a restart keeps the port. */
  readonly port?: number;
  /** Folder of the server's temporary files; the machine's by default. */
  readonly temp?: string;
  /** Flags for node itself, such as `--heapsnapshot-signal=SIGUSR2`. */
  readonly nodeFlags?: readonly string[];
}

/** The server said why it does not start, or did not answer within a minute. */
export class ServerNotStarted extends Error {
  constructor(output: string) {
    super(`the server did not start: ${output.slice(-400)}`);
    this.name = 'ServerNotStarted';
  }
}

/**
 * The real server as a process of its own on a data directory. Starting, killing and starting again
 * is what a machine does to it; nobody repairs anything in between.
 */
export class ServerProcess {
  readonly data: string;
  readonly #options: ServerOptions;
  readonly #ownsData: boolean;
  #child: ChildProcess | undefined;
  #url = '';
  #port: number;
  #starts = 0;

  private constructor(options: ServerOptions) {
    this.#options = options;
    this.#ownsData = options.data === undefined;
    this.data = options.data ?? mkdtempSync(join(tmpdir(), 'vaiti-server-'));
    this.#port = options.port ?? 0;
    process.once('exit', () => this.#child?.kill('SIGKILL'));
  }

  /** Starts a server and resolves when it listens. Throws `ServerNotStarted`. */
  static async start(options: ServerOptions = {}): Promise<ServerProcess> {
    const server = new ServerProcess(options);
    await server.start();
    return server;
  }

  /** Where it listens, without a trailing slash. */
  get url(): string {
    return this.#url;
  }

  /** Process id of the running server, or 0. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** The file that holds what the newest run wrote to standard output and standard error. */
  get output(): string {
    return join(this.data, `output-${String(this.#starts)}.log`);
  }

  /** Starts again on the same data and port. Throws `ServerNotStarted`. */
  async start(): Promise<void> {
    this.#starts++;
    const { database, schema, temp, nodeFlags = [] } = this.#options;
    const output = openSync(this.output, 'w', 0o600);
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', ...nodeFlags, MAIN],
      {
        stdio: ['ignore', output, output],
        env: {
          PATH: process.env['PATH'],
          TMPDIR: temp ?? process.env['TMPDIR'],
          VAITI_DATA: this.data,
          VAITI_HOST: '127.0.0.1',
          VAITI_PORT: String(this.#port),
          // Tests sign in often, and their PostgreSQL trusts the socket.
          VAITI_ALLOW_UNSAFE: database === undefined ? '' : 'store-without-password',
          DATABASE_URL: database ?? '',
          VAITI_SCHEMA: schema ?? '',
        },
      },
    );
    closeSync(output);
    this.#child = child;
    await this.#ready(child);
  }

  async #ready(child: ChildProcess): Promise<void> {
    const until = Date.now() + READY_WITHIN;
    while (Date.now() < until && child.exitCode === null && child.signalCode === null) {
      const text = await readFile(this.output, 'utf8');
      const [, port] = /listening on http:\/\/\S+:(\d+)\s/.exec(text) ?? [];
      if (port !== undefined) {
        this.#port = Number(port);
        this.#url = `http://127.0.0.1:${port}`;
        return;
      }
      await sleep(15);
    }
    child.kill('SIGKILL');
    throw new ServerNotStarted(readFileSync(this.output, 'utf8'));
  }

  /** The token for founding and the first account, while it exists. */
  setupToken(): string {
    return readFileSync(join(this.data, 'keys', 'setup-token'), 'utf8').trim();
  }

  /** Ends it as the power does: no handler runs. Resolves when the process is gone. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Asks it to stop. Resolves when the process is gone. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    await gone;
  }

  /** Kills it and removes the temporary data. */
  async dispose(): Promise<void> {
    await this.kill();
    if (this.#ownsData) rmSync(this.data, { recursive: true, force: true, maxRetries: 3 });
  }
}
