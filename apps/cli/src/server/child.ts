import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { CliError } from '../output/errors.ts';
import { places } from './workspace.ts';

const READY_WITHIN = 60_000;
/** What the server says on standard output once it listens. */
const READY = /listening on (https?:\/\/\S+)/;
const endWithParent = new URL('./end-with-parent.ts', import.meta.url).href;

export interface ServerOptions {
  readonly data: string;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Folder of the built clinic app; undefined serves none. */
  readonly clinic: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** Told what the server says on standard error: why it did not start, above all. */
  readonly onLine: (line: string) => void;
}

/** A running server process. */
export interface ServerChild {
  /** Where a browser on this machine finds it. */
  readonly url: string;
  /** Resolves with its exit code when it ends. */
  readonly ended: Promise<number>;
  /** Asks it to stop and resolves with its exit code when it has. */
  readonly stop: () => Promise<number>;
}

function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code, signal) => {
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
    });
  });
}

function onLines(stream: Readable, listener: (line: string) => void): void {
  createInterface({ input: stream }).on('line', listener);
}

/** Resolves with the address once the server says that it listens. */
function whenReady(stdout: Readable, ended: Promise<number>): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new CliError('server-slow')), READY_WITHIN);
    const settle = (action: () => void) => {
      clearTimeout(timer);
      action();
    };
    onLines(stdout, (line) => {
      const url = READY.exec(line)?.[1];
      if (url !== undefined) settle(() => resolve(url.replace(/\/$/, '')));
    });
    void ended.then((exit) => settle(() => reject(new CliError('server-ended', { exit }))));
  });
}

/**
 * Starts the server as a process of its own, which ends with this one, and resolves when it listens.
 * Throws `server-ended` with its exit code (it has said why), or `server-slow` after a minute.
 */
export async function startServer(options: ServerOptions): Promise<ServerChild> {
  const { clinic, data, env, host, onLine, port } = options;
  const flags = ['--disable-warning=ExperimentalWarning', '--import', endWithParent];
  const child = spawn(process.execPath, [...flags, places.server], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...env,
      VAITI_DATA: data,
      VAITI_HOST: host,
      VAITI_PORT: String(port),
      VAITI_CLINIC: clinic ?? '',
    },
  });
  const ended = exitCode(child);
  onLines(child.stderr, onLine);
  try {
    const url = await whenReady(child.stdout, ended);
    const stop = () => {
      child.kill('SIGTERM');
      return ended;
    };
    return { url, ended, stop };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}
