import { type Server } from 'node:http';
import { serve } from '@hono/node-server';
import { encodeVerifierKey } from '@vaiti/core/blind';
import type { Logger } from 'pino';
import { Accounts } from './accounts/accounts.ts';
import { Invitations } from './accounts/invitations.ts';
import { SignInLimits } from './accounts/limiter.ts';
import { Sessions } from './accounts/sessions.ts';
import { Ways } from './accounts/ways.ts';
import { checkSettings } from './config/checks.ts';
import type { Config } from './config/config.ts';
import { type DataDir, prepareDataDir } from './config/data-dir.ts';
import { loadKeys, SetupToken } from './config/keys.ts';
import { StartRefused } from './config/refusal.ts';
import { Metrics } from './health/metrics.ts';
import { type App, createApp } from './http/app.ts';
import type { Services } from './http/services.ts';
import { Log } from './ledger/log.ts';
import { Sequencer } from './ledger/sequencer.ts';
import { logFault, openLogger } from './log/logger.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';
import { startFailure } from './start-failure.ts';

export { type Config, configOf } from './config/config.ts';
export { StartRefused, type UnsafeCode, unsafeCodes } from './config/refusal.ts';

/** A server that runs. */
export interface RunningServer {
  /** Where it listens, `http://localhost:8420` or as configured. */
  readonly url: string;
  /** For requests within the process: `app.request()`. */
  readonly app: App;
  /** File of the set-up token; undefined once the first account exists. */
  readonly setupTokenPath: string | undefined;
  /**
   * Takes nothing new, finishes what was taken, writes the last checkpoint and closes. Resolves within
   * ten seconds. Calling it again gives the same promise.
   */
  stop(): Promise<void>;
}

/** How tests reach inside: a wrapper around the store, to let it fail. */
export interface StartOptions {
  readonly wrapStore?: (store: Store) => Store;
  /** False to serve `app` only, without a port. */
  readonly listen?: boolean;
}

const CHECKPOINT_MS = 1000;
const SWEEP_MS = 30_000;
const STOP_MS = 9000;

/**
 * Starts a server: checks the settings, opens and migrates the store, verifies the ledger against its
 * last checkpoint, listens. Rejects with `StartRefused`, whose code says what was refused and whose
 * message says what to do.
 */
export async function startServer(
  config: Config,
  options: StartOptions = {},
): Promise<RunningServer> {
  await checkSettings(config);
  const dir = prepareDataDir(config);
  let store: Store | undefined;
  try {
    const opened = await openStore(config, dir);
    store = options.wrapStore?.(opened) ?? opened;
    return await run(config, dir, store, options);
  } catch (error) {
    await store?.close();
    dir.unlock();
    throw startFailure(error);
  }
}

async function run(
  config: Config,
  dir: DataDir,
  store: Store,
  options: StartOptions,
): Promise<RunningServer> {
  const { logLevel, logFile, allowUnsafe } = config;
  const clock = config.clock ?? Date.now;
  const fresh = (await store.leafCount()) === 0;
  const keys = await loadKeys(dir.keys, { fresh, allowUnsafe });
  const logger = openLogger({ level: logLevel, file: logFile, folder: dir.logs });
  const log = await Log.load(store, keys.log);
  const metrics = new Metrics();
  const events = {
    committed: (items: number, milliseconds: number) => metrics.committed(items, milliseconds),
    forgotten: () => {
      Promise.all([store.scrub(), sessions.reload()]).catch((error: unknown) =>
        logFault(logger, 'scrub', error),
      );
    },
  };
  const sessions = await Sessions.load(store, clock);
  const { backupDays } = config;
  const sequencer = await Sequencer.load({ store, log, clock, events, backupDays });
  const invitations = await Invitations.load(store, clock);
  const limits = new SignInLimits(clock);
  const accounts = new Accounts({ store, sessions, setup: keys.opaqueSetup, limits, clock });
  const ways = new Ways({ store, sessions, accounts, limits, clock });
  const setupToken = new SetupToken(dir.keys, { needed: !(await store.hasAccounts()) });
  let stopping = false;
  const services: Services = {
    config,
    clock,
    store,
    log,
    sequencer,
    sessions,
    accounts,
    ways,
    invitations,
    setupToken,
    verifierKey: encodeVerifierKey(keys.log.verifier),
    metrics,
    logger,
    stopping: () => stopping,
  };
  const app = createApp(services);
  const http = options.listen === false ? undefined : await listen(app, config);
  const timers = [
    repeat(CHECKPOINT_MS, logger, () => log.publish()),
    repeat(SWEEP_MS, logger, () => sessions.sweep()),
    repeat(SWEEP_MS, logger, () => invitations.sweep()),
  ];
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    stopping = true;
    const closed = http === undefined ? undefined : closeHttp(http);
    await sequencer.idle();
    await closed;
    await Promise.all(timers.map((timer) => timer.stop()));
    await sequencer.idle();
    await finish(logger, [() => log.publish(), () => sessions.sweep(0), () => store.close()]);
    dir.unlock();
    logger.flush();
  };
  return {
    url: urlOf(config, http),
    app,
    get setupTokenPath() {
      return setupToken.value === undefined ? undefined : setupToken.path;
    },
    stop: () => (stopped ??= stop()),
  };
}

/** Does each step even when one before failed: a store that is gone must not keep the lock. */
async function finish(logger: Logger, steps: readonly (() => Promise<void>)[]): Promise<void> {
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      logFault(logger, 'stop', error);
    }
  }
}

function listen(app: App, config: Config): Promise<Server> {
  return new Promise((resolve, reject) => {
    const http = serve({ fetch: app.fetch, port: config.port, hostname: config.host });
    if (!('requestTimeout' in http)) {
      reject(new StartRefused('port-taken', 'Only HTTP/1.1 is served.'));
      return;
    }
    const server: Server = http;
    server.requestTimeout = 60_000;
    server.headersTimeout = 10_000;
    server.keepAliveTimeout = 30_000;
    server.maxHeadersCount = 100;
    server.once('listening', () => resolve(server));
    server.once('error', (cause) =>
      reject(
        new StartRefused(
          'port-taken',
          `Cannot listen on ${config.host}, port ${String(config.port)}. Choose another VAITI_PORT.`,
          { cause },
        ),
      ),
    );
  });
}

/** Lets open requests end, then cuts what is left. */
async function closeHttp(http: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  http.closeIdleConnections();
  const timer = setTimeout(() => http.closeAllConnections(), STOP_MS);
  await closed;
  clearTimeout(timer);
}

function urlOf(config: Config, http: Server | undefined): string {
  const address = http?.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  const local = config.host === '127.0.0.1' || config.host === '::1';
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return `http://${local ? 'localhost' : host}:${String(port)}`;
}

/** Runs `work` every so often, never twice at once. A failure is logged and tried again. */
function repeat(
  milliseconds: number,
  logger: Logger,
  work: () => Promise<void>,
): { stop: () => Promise<void> } {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= work()
      .catch((error: unknown) => logFault(logger, 'timer', error))
      .finally(() => {
        running = undefined;
      });
  }, milliseconds);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
