import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { StorePlace } from './stores.ts';

/** The workspace: apps are started by path, never imported. */
export const workspace = join(import.meta.dirname, '..', '..');

const PROGRAM = join(workspace, 'apps', 'server', 'src', 'main.ts');
const LISTENING = /listening on (?<url>\S+)/;

/** A server process of its own. */
export interface ServerProcess {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  readonly pid: number;
  readonly data: string;
  readonly setupToken: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Resolves with the first match in a process's standard output; rejects when it ends before. */
function lineFrom(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) throw new TypeError('no standard output');
    createInterface({ input: child.stdout }).on('line', (text) => {
      const found = pattern.exec(text);
      if (found !== null) resolve(found);
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`ended with ${String(code)} before it was ready`)),
    );
  });
}

/** Starts a node program and resolves with what `pattern` finds on its standard output. */
export async function startProgram(
  args: readonly string[],
  options: { readonly pattern: RegExp; readonly env?: NodeJS.ProcessEnv },
): Promise<{ child: ChildProcess; found: RegExpExecArray; stop: () => Promise<void> }> {
  const flags = ['--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...options.env },
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const atExit = () => child.kill('SIGKILL');
  process.once('exit', atExit);
  const stop = async () => {
    process.removeListener('exit', atExit);
    child.kill('SIGTERM');
    await ended;
  };
  try {
    return { child, found: await lineFrom(child, options.pattern), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts the real server on an empty store, with the settings it has by default. */
export async function startServer(
  store: StorePlace,
  env: NodeJS.ProcessEnv = {},
): Promise<ServerProcess> {
  const data = join(store.folder, 'data');
  const { child, found, stop } = await startProgram([...serverFlags(), PROGRAM], {
    pattern: LISTENING,
    env: {
      VAITI_DATA: data,
      VAITI_HOST: '127.0.0.1',
      VAITI_PORT: '0',
      DATABASE_URL: '',
      VAITI_SCHEMA: '',
      VAITI_CLINIC: '',
      ...store.env,
      ...env,
    },
  });
  const listens = found.groups?.['url'];
  if (listens === undefined) throw new TypeError('the server said no address');
  const token = join(data, 'keys', 'setup-token');
  return {
    url: `http://127.0.0.1:${new URL(listens).port}`,
    pid: child.pid ?? 0,
    data,
    setupToken: async () => (await readFile(token, 'utf8')).trim(),
    stop,
  };
}

/** Flags of node for the server, for profiling: VAITI_BENCH_SERVER_FLAGS, divided by blanks. */
function serverFlags(): readonly string[] {
  return (process.env['VAITI_BENCH_SERVER_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '');
}
