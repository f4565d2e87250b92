import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const root = join(import.meta.dirname, '..');
const startWithinMs = 5 * 60_000;

/** How somebody of the demo practice signs in. */
export interface SignIn {
  readonly name: string;
  readonly nickname: string;
  readonly roles: readonly string[];
  readonly centres: readonly string[];
  readonly link: string;
  readonly secretKey: string;
  readonly password: string;
}

/** A demo practice that runs. */
export interface Demo {
  /** `http://localhost:<port>`. */
  readonly origin: string;
  readonly people: readonly SignIn[];
  readonly stop: () => Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  server.close();
  await once(server, 'close');
  return address.port;
}

/** The demos of two test files start one after the other: each may build the clinic app. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = join(tmpdir(), `vaiti-e2e-turn-${String(process.ppid)}`);
  for (;;) {
    try {
      mkdirSync(turn);
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      await pause(500);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(turn, { recursive: true, force: true });
  }
}

/**
 * Founds and serves a demo practice as `npm start` does, on a port and in a folder of its own.
 * Throws with what the command said if it does not run within five minutes.
 */
export function serveDemo(): Promise<Demo> {
  return inTurn(startDemo);
}

async function startDemo(): Promise<Demo> {
  const data = mkdtempSync(join(tmpdir(), 'vaiti-e2e-'));
  const port = await freePort();
  const command = join(root, 'apps/cli/bin/vaiti.js');
  const child = spawn(process.execPath, [command, 'serve', '--demo'], {
    cwd: root,
    env: { ...process.env, VAITI_DATA: data, VAITI_PORT: String(port), LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  child.stdout.on('data', (text: Buffer) => said.push(text.toString()));
  child.stderr.on('data', (text: Buffer) => said.push(text.toString()));
  const stop = async (): Promise<void> => {
    await ended(child);
    rmSync(data, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    await answering(child, `http://localhost:${port}/`);
    return { origin: `http://localhost:${port}`, people: signInsIn(data, port), stop };
  } catch (error) {
    await stop();
    // The links that it prints are of invented people in a folder that is gone.
    throw new Error(`the demo did not start:\n${said.join('').slice(-4000)}`, { cause: error });
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function answering(child: ChildProcess, address: string): Promise<void> {
  const until = Date.now() + startWithinMs;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`exit code ${child.exitCode}`);
    const answer = await fetch(address).catch((error: unknown) => {
      if (error instanceof TypeError) return undefined;
      throw error;
    });
    if (answer?.ok === true && (await answer.text()).includes('id="root"')) return;
    await pause(200);
  }
  throw new Error('too slow');
}

/** The links are led to this server, whatever address they were first made for. */
function signInsIn(data: string, port: number): SignIn[] {
  const file: unknown = JSON.parse(readFileSync(join(data, 'demo-sign-ins.json'), 'utf8'));
  assert.ok(typeof file === 'object' && file !== null && 'signIns' in file);
  assert.ok(Array.isArray(file.signIns) && file.signIns.length > 0);
  return file.signIns.map((one: unknown) => {
    assert.ok(isSignIn(one));
    return { ...one, link: `http://localhost:${port}/${new URL(one.link).hash}` };
  });
}

function isSignIn(value: unknown): value is SignIn {
  if (typeof value !== 'object' || value === null) return false;
  const texts = ['name', 'nickname', 'link', 'secretKey', 'password'];
  const lists = ['roles', 'centres'];
  return (
    texts.every((key) => typeof Reflect.get(value, key) === 'string') &&
    lists.every((key) => Array.isArray(Reflect.get(value, key)))
  );
}
